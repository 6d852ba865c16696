namespace Personalization.Tools.Import;

/// <summary>A record that a target does not take.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Field">The field at fault, if one is.</param>
/// <param name="Fault">Why.</param>
internal readonly record struct ImportRejection(int Index, string? Field, string Fault);
