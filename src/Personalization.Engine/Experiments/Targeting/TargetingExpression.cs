using System.Diagnostics.CodeAnalysis;

namespace Personalization.Engine.Experiments.Targeting;

/// <summary>
/// Who may take part, as people write it: <c>country in ['DE', 'AT'] and (purchases >= 1 or newsletter = true) and not has employer</c>.
/// Compiled once; immutable, thread-safe, evaluated without allocating. The language is specified in <c>docs/assignment.md</c>.
/// </summary>
public sealed class TargetingExpression
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int MaxLength = 4096;

    private readonly TargetingNode _root;

    private TargetingExpression(string text, TargetingNode root)
    {
        Text = text;
        _root = root;
    }

    /// <summary>The text that was compiled.</summary>
    public string Text { get; }

    /// <summary>Compiles a text.</summary>
    /// <exception cref="FormatException">The text has a fault; the message names it and its place.</exception>
    public static TargetingExpression Parse(string text) =>
        TryParse(text, out var expression, out var fault)
            ? expression
            : throw new FormatException($"The targeting expression is wrong {fault}");

    /// <summary>Compiles a text, or says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TargetingExpression? expression, out TargetingFault fault)
    {
        expression = null;
        if (text.Length > MaxLength)
        {
            fault = new TargetingFault(MaxLength, $"the text has {text.Length} characters; at most {MaxLength} are allowed");
            return false;
        }
        var parser = new TargetingParser(text);
        var root = parser.Parse();
        fault = parser.Fault ?? default;
        if (root is null)
        {
            return false;
        }
        expression = new TargetingExpression(text, root);
        return true;
    }

    /// <summary>Whether it holds for a person. What is not known makes a comparison false, whichever its operator.</summary>
    public bool Holds(ITargetingFacts facts) => _root.Holds(facts);
}
