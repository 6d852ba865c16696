using System.Globalization;

namespace Personalization.Engine.Experiments.Targeting;

/// <summary>Cuts a targeting expression into words.</summary>
internal sealed class TargetingLexer(string text)
{
    private static readonly string[] Keywords = ["and", "or", "not", "in", "has", "true", "false"];
    private static readonly string[] Symbols = ["==", "!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ","];

    private int _at;

    /// <summary>The next word; a wrong one carries the fault as its text.</summary>
    public TargetingToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
        if (_at == text.Length)
        {
            return new TargetingToken(TargetingTokenKind.End, _at, "");
        }
        var c = text[_at];
        if (c is '\'' or '"')
        {
            return Quoted(c, TargetingTokenKind.Text);
        }
        if (c == '`')
        {
            return Quoted(c, TargetingTokenKind.Name);
        }
        if (char.IsAsciiDigit(c)
            || (c is '-' or '.' && _at + 1 < text.Length && (char.IsAsciiDigit(text[_at + 1]) || text[_at + 1] == '.')))
        {
            return Number();
        }
        if (char.IsLetter(c) || c == '_')
        {
            return Word();
        }
        foreach (var symbol in Symbols)
        {
            if (text.AsSpan(_at).StartsWith(symbol))
            {
                _at += symbol.Length;
                return new TargetingToken(TargetingTokenKind.Symbol, _at - symbol.Length, symbol);
            }
        }
        return Wrong(_at, $"'{c}' is not part of the language");
    }

    private TargetingToken Word()
    {
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '.' or ':' or '-'))
        {
            _at++;
        }
        var word = text[start.._at];
        foreach (var keyword in Keywords)
        {
            if (word.Equals(keyword, StringComparison.OrdinalIgnoreCase))
            {
                return new TargetingToken(TargetingTokenKind.Keyword, start, keyword);
            }
        }
        return new TargetingToken(TargetingTokenKind.Name, start, word);
    }

    private TargetingToken Number()
    {
        var start = _at++;
        while (_at < text.Length
            && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '.' || (text[_at] is '-' or '+' && text[_at - 1] is 'e' or 'E')))
        {
            _at++;
        }
        var word = text[start.._at];
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new TargetingToken(TargetingTokenKind.Number, start, word, number)
            : Wrong(start, $"'{word}' is no number");
    }

    private TargetingToken Quoted(char quote, TargetingTokenKind kind)
    {
        var start = _at++;
        var value = new System.Text.StringBuilder();
        for (; _at < text.Length; _at++)
        {
            if (text[_at] != quote)
            {
                value.Append(text[_at]);
                continue;
            }
            _at++;
            if (_at == text.Length || text[_at] != quote)
            {
                return kind == TargetingTokenKind.Name && value.Length == 0
                    ? Wrong(start, "a name is empty")
                    : new TargetingToken(kind, start, value.ToString());
            }
            value.Append(quote);
        }
        return Wrong(start, $"the {quote} that opens here is never closed");
    }

    private TargetingToken Wrong(int position, string fault)
    {
        _at = text.Length;
        return new TargetingToken(TargetingTokenKind.Wrong, position, fault);
    }
}
