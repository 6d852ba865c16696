using System.Collections.Frozen;
using System.Text;

namespace Personalization.Engine.Catalog;

/// <summary>
/// Cuts text into terms: runs of letters and digits in lower case, without English stop words, plural endings (-ies, -es after s, x, z, ch,
/// sh, -s) removed. Pure; thread-safe.
/// </summary>
public static class Terms
{
    /// <summary>The longest term, in characters; longer runs are cut.</summary>
    public const int MaxLength = 40;

    private static readonly FrozenSet<string> StopWords = new[]
    {
        "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "for", "from", "had", "has", "have", "he", "her", "his",
        "if", "in", "into", "is", "it", "its", "of", "on", "or", "our", "she", "so", "than", "that", "the", "their", "them", "then", "they",
        "this", "to", "was", "we", "were", "when", "which", "who", "will", "with", "you", "your",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Adds the terms of <paramref name="text"/> to <paramref name="terms"/>, in order, with repetitions.</summary>
    public static void Cut(ReadOnlySpan<char> text, List<string> terms)
    {
        Span<char> term = stackalloc char[MaxLength];
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                if (length + 2 <= MaxLength)
                {
                    length += Rune.ToLowerInvariant(rune).EncodeToUtf16(term[length..]);
                }
            }
            else if (length > 0)
            {
                Add(term[..length], terms);
                length = 0;
            }
        }
        if (length > 0)
        {
            Add(term[..length], terms);
        }
    }

    private static void Add(ReadOnlySpan<char> term, List<string> terms)
    {
        if (StopWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(term))
        {
            return;
        }
        terms.Add(Singular(term));
    }

    private static string Singular(ReadOnlySpan<char> term)
    {
        if (term.Length > 4 && term.EndsWith("ies", StringComparison.Ordinal))
        {
            return string.Concat(term[..^3], "y");
        }
        if (term.Length > 4 && term.EndsWith("es", StringComparison.Ordinal)
            && (term[^3] is 's' or 'x' or 'z'
                || term[..^2].EndsWith("ch", StringComparison.Ordinal)
                || term[..^2].EndsWith("sh", StringComparison.Ordinal)))
        {
            return term[..^2].ToString();
        }
        return term.Length > 3 && term[^1] == 's' && term[^2] is not ('s' or 'u' or 'i') ? term[..^1].ToString() : term.ToString();
    }
}
