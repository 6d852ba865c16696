namespace Personalization.Tools.Import;

/// <summary>Where a field comes from: a column, or the same text for every row.</summary>
/// <param name="Column">The column; <see langword="null"/> for a constant.</param>
/// <param name="Constant">The text; <see langword="null"/> for a column.</param>
internal readonly record struct ColumnSource(string? Column, string? Constant);
