namespace Personalization.Tools.Import;

/// <summary>Why one record cannot be taken; one line of the error file.</summary>
/// <param name="Line">The line of the source at which the record begins, from 1; 0 when it has none.</param>
/// <param name="Field">The field at fault, or <see langword="null"/> when it is the whole record.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="Text">The record, or its beginning.</param>
/// <param name="File">The file, where a source has several.</param>
internal sealed record ImportFault(long Line, string? Field, string Fault, string? Text, string? File = null)
{
    /// <summary>No more of a record than this is kept, in characters.</summary>
    public const int MostText = 2000;

    /// <summary>The beginning of a text that may be long.</summary>
    public static string? Shorten(string? text) => text is { Length: > MostText } ? text[..MostText] + "…" : text;
}
