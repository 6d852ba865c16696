namespace Personalization.Engine.Events;

/// <summary>What an identifier may look like: any text without control characters, emoji included, bounded in length.</summary>
public static class IdRules
{
    /// <summary>The longest identifier, in UTF-16 units.</summary>
    public const int MaxLength = 128;

    /// <summary>Whether <paramref name="id"/> is fine, without saying why not.</summary>
    public static bool IsFine(string id) =>
        id.Length is > 0 and <= MaxLength && (!id.AsSpan().ContainsAnyExceptInRange(' ', '~') || Check("", id) is null);

    /// <summary>
    /// The fault of <paramref name="id"/> as the value of <paramref name="field"/>, or <see langword="null"/> when it is fine.
    /// </summary>
    public static Fault? Check(string field, string id)
    {
        if (id.Length == 0)
        {
            return new Fault(field, "is empty; 1 to 128 characters are allowed");
        }
        if (id.Length > MaxLength)
        {
            return new Fault(field, $"has {id.Length} characters; 1 to {MaxLength} are allowed");
        }
        for (var i = 0; i < id.Length; i++)
        {
            var c = id[i];
            if (char.IsControl(c))
            {
                return new Fault(field, $"contains the control character U+{(int)c:X4} at index {i}; none are allowed");
            }
            if (char.IsSurrogate(c))
            {
                if (!char.IsHighSurrogate(c) || i + 1 == id.Length || !char.IsLowSurrogate(id[i + 1]))
                {
                    return new Fault(field, $"contains half a surrogate pair at index {i}; only whole Unicode characters are allowed");
                }
                i++;
            }
        }
        return null;
    }
}
