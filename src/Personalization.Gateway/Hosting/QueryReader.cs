using System.Globalization;
using Personalization.Engine.Events;
using Personalization.Engine.Ranking;

namespace Personalization.Gateway.Hosting;

/// <summary>Reads query parameters; the first fault is kept. Used once; not thread-safe.</summary>
internal struct QueryReader(IQueryCollection query)
{
    /// <summary>The first fault, or <see langword="null"/>.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Refuses parameters of other names: one that is misspelt would be without effect, and nobody would notice.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in query)
        {
            if (!names.Contains(name))
            {
                Fault ??= new Fault(Shorten(name), $"is no parameter here; {string.Join(", ", names!)} are");
            }
        }
    }

    /// <summary>A text; <see langword="null"/> when absent or empty.</summary>
    public readonly string? Text(string name) =>
        query.TryGetValue(name, out var values) && values.Count > 0 && values[0] is { Length: > 0 } text ? text : null;

    /// <summary>An identifier.</summary>
    public string? Id(string name)
    {
        var id = Text(name);
        Fault ??= id is null ? null : IdRules.Check(name, id);
        return id;
    }

    /// <summary>How many items are wanted.</summary>
    public int Count(string name, int otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= DecisionPath.MaxCount)
        {
            return count;
        }
        Fault ??= new Fault(name, $"is '{Shorten(text)}'; a whole number from 1 to {DecisionPath.MaxCount} is allowed");
        return otherwise;
    }

    /// <summary>A yes or no.</summary>
    public bool Flag(string name)
    {
        switch (Text(name))
        {
            case null or "false" or "0": return false;
            case "true" or "1": return true;
            default:
                Fault ??= new Fault(name, $"is '{Shorten(Text(name)!)}'; true or false is allowed");
                return false;
        }
    }

    /// <summary>One of a few words; the first of them when absent.</summary>
    public string OneOf(string name, params ReadOnlySpan<string> words)
    {
        var text = Text(name) ?? words[0];
        if (!words.Contains(text))
        {
            Fault ??= new Fault(name, $"is '{Shorten(text)}'; one of {string.Join(", ", words!)} is allowed");
        }
        return text;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
