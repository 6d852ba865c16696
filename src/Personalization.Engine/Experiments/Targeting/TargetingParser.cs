using System.Diagnostics.CodeAnalysis;

namespace Personalization.Engine.Experiments.Targeting;

/// <summary>
/// Compiles a targeting expression by recursive descent: <c>or</c> binds weakest, then <c>and</c>, then <c>not</c>. The first fault ends
/// it.
/// </summary>
internal sealed class TargetingParser
{
    private const int MaxDepth = 64;

    private readonly TargetingLexer _lexer;
    private TargetingToken _token;
    private int _depth;

    public TargetingParser(string text)
    {
        _lexer = new TargetingLexer(text);
        Advance();
    }

    /// <summary>What is wrong, when anything is.</summary>
    public TargetingFault? Fault { get; private set; }

    /// <summary>The whole text compiled, or <see langword="null"/> with the fault set.</summary>
    public TargetingNode? Parse()
    {
        var root = Either();
        if (root is not null && _token.Kind != TargetingTokenKind.End)
        {
            return Fail("'and', 'or' or the end is expected");
        }
        return root;
    }

    private TargetingNode? Either() => Joined("or", any: true, () => Joined("and", any: false, Negated));

    private TargetingNode? Joined(string word, bool any, Func<TargetingNode?> part)
    {
        var first = part();
        if (first is null || !IsKeyword(word))
        {
            return first;
        }
        var parts = new List<TargetingNode> { first };
        while (TakeKeyword(word))
        {
            if (part() is not { } next)
            {
                return null;
            }
            parts.Add(next);
        }
        return new TargetingNode.Junction(any, [.. parts]);
    }

    private TargetingNode? Negated()
    {
        if (_depth >= MaxDepth)
        {
            return Fail($"the expression is nested deeper than {MaxDepth}");
        }
        _depth++;
        var node = !TakeKeyword("not") ? Primary() : Negated() is { } inner ? new TargetingNode.Negation(inner) : null;
        _depth--;
        return node;
    }

    private TargetingNode? Primary()
    {
        if (TakeSymbol("("))
        {
            var inner = Either();
            return inner is null || TakeSymbol(")") ? inner : Fail("')' is expected");
        }
        if (TakeKeyword("true"))
        {
            return new TargetingNode.Constant(true);
        }
        if (TakeKeyword("false"))
        {
            return new TargetingNode.Constant(false);
        }
        if (TakeKeyword("has"))
        {
            return TakeName(out var known) ? new TargetingNode.Known(known) : Fail("a name is expected after 'has'");
        }
        return TakeName(out var name) ? Comparison(name) : Fail("a name, 'not', 'has' or '(' is expected");
    }

    private TargetingNode? Comparison(string name)
    {
        if (TakeKeyword("not"))
        {
            return !TakeKeyword("in") ? Fail("'in' is expected after 'not'")
                : List(name) is { } inside
                    ? new TargetingNode.Junction(any: false, [new TargetingNode.Known(name), new TargetingNode.Negation(inside)])
                : null;
        }
        if (TakeKeyword("in"))
        {
            return List(name);
        }
        if (_token.Kind != TargetingTokenKind.Symbol || OperatorOf(_token.Text) is not { } comparison)
        {
            // A name alone is a truth value.
            return new TargetingNode.NumberComparison(name, TargetingOperator.NotEqual, 0);
        }
        Advance();
        var literal = _token;
        if (literal.Kind == TargetingTokenKind.Text)
        {
            if (comparison is not (TargetingOperator.Equal or TargetingOperator.NotEqual))
            {
                return Fail("a text is compared with =, != or in alone; a number is expected");
            }
            Advance();
            return new TargetingNode.TextComparison(name, comparison == TargetingOperator.Equal, literal.Text);
        }
        return TakeNumber(out var number) ? new TargetingNode.NumberComparison(name, comparison, number)
            : Fail("a number, a text in quotes, true or false is expected");
    }

    private TargetingNode? List(string name)
    {
        if (!TakeSymbol("["))
        {
            return Fail("'[' is expected after 'in'");
        }
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new List<double>();
        do
        {
            if (_token.Kind == TargetingTokenKind.Text && numbers.Count == 0)
            {
                texts.Add(_token.Text);
                Advance();
            }
            else if (texts.Count > 0)
            {
                return Fail("a text in quotes is expected, as those before it in the list");
            }
            else if (TakeNumber(out var number))
            {
                numbers.Add(number);
            }
            else
            {
                return Fail(numbers.Count > 0
                    ? "a number is expected, as those before it in the list"
                    : "a number or a text in quotes is expected");
            }
        }
        while (TakeSymbol(","));
        if (!TakeSymbol("]"))
        {
            return Fail("',' or ']' is expected");
        }
        return texts.Count > 0 ? new TargetingNode.TextList(name, texts) : new TargetingNode.NumberList(name, [.. numbers]);
    }

    private static TargetingOperator? OperatorOf(string symbol) => symbol switch
    {
        "=" or "==" => TargetingOperator.Equal,
        "!=" or "<>" => TargetingOperator.NotEqual,
        "<" => TargetingOperator.Less,
        "<=" => TargetingOperator.LessOrEqual,
        ">" => TargetingOperator.Greater,
        ">=" => TargetingOperator.GreaterOrEqual,
        _ => null,
    };

    private bool IsKeyword(string word) => _token.Kind == TargetingTokenKind.Keyword && _token.Text == word;

    private bool TakeKeyword(string word) => Take(IsKeyword(word));

    private bool TakeSymbol(string symbol) => Take(_token.Kind == TargetingTokenKind.Symbol && _token.Text == symbol);

    private bool TakeName([NotNullWhen(true)] out string? name)
    {
        name = _token.Text;
        return Take(_token.Kind == TargetingTokenKind.Name);
    }

    private bool TakeNumber(out double number)
    {
        number = IsKeyword("true") ? 1 : _token.Number;
        return Take(_token.Kind == TargetingTokenKind.Number || IsKeyword("true") || IsKeyword("false"));
    }

    private bool Take(bool fits)
    {
        if (fits)
        {
            Advance();
        }
        return fits;
    }

    private void Advance() => _token = _lexer.Next();

    private TargetingNode? Fail(string expected)
    {
        Fault ??= _token.Kind == TargetingTokenKind.Wrong
            ? new TargetingFault(_token.Position, _token.Text)
            : new TargetingFault(_token.Position, $"{expected}, not {_token.Shown}");
        return null;
    }
}
