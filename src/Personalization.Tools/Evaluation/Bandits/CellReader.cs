namespace Personalization.Tools.Evaluation.Bandits;

/// <summary>
/// Splits a line into cells: blanks around cells are dropped, quotes (' or ") hold separators, a doubled or escaped quote is one, '?' and
/// nothing are missing.
/// </summary>
internal static class CellReader
{
    /// <summary>Splits a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="separator">What stands between cells; a blank means any run of blanks and tabs.</param>
    /// <param name="cells">Takes the cells; null for a missing one.</param>
    /// <returns>What is wrong with the line; null when nothing is.</returns>
    public static string? Split(string line, char separator, List<string?> cells)
    {
        cells.Clear();
        var at = 0;
        while (true)
        {
            at = SkipBlanks(line, at, separator);
            if (at < line.Length && line[at] is '\'' or '"')
            {
                if (!Quoted(line, ref at, out var cell))
                {
                    return "a quote does not end";
                }
                cells.Add(cell);
                at = SkipBlanks(line, at, separator);
                if (at < line.Length && !IsSeparator(line[at], separator) && !(separator == ' ' && char.IsWhiteSpace(line[at - 1])))
                {
                    return $"'{line[at]}' follows a quoted cell";
                }
            }
            else
            {
                var end = at;
                while (end < line.Length && !IsSeparator(line[end], separator))
                {
                    end++;
                }
                var cell = line[at..end].Trim();
                cells.Add(cell is "" or "?" ? null : cell);
                at = end;
            }
            if (separator == ' ')
            {
                at = SkipBlanks(line, at, separator);
                if (at >= line.Length)
                {
                    return null;
                }
            }
            else if (at >= line.Length)
            {
                return null;
            }
            else
            {
                at++;
            }
        }
    }

    /// <summary>Reads a quoted text that begins at <paramref name="at"/>, which then points behind it.</summary>
    public static bool Quoted(string line, ref int at, out string text)
    {
        var quote = line[at++];
        var read = new System.Text.StringBuilder();
        for (; at < line.Length; at++)
        {
            if (line[at] == '\\' && at + 1 < line.Length)
            {
                read.Append(line[++at]);
            }
            else if (line[at] != quote)
            {
                read.Append(line[at]);
            }
            else if (quote == '"' && at + 1 < line.Length && line[at + 1] == quote)
            {
                read.Append(line[at++]);
            }
            else
            {
                at++;
                text = read.ToString();
                return true;
            }
        }
        text = "";
        return false;
    }

    private static bool IsSeparator(char c, char separator) => separator == ' ' ? c is ' ' or '\t' : c == separator;

    private static int SkipBlanks(string line, int at, char separator)
    {
        while (at < line.Length && (line[at] == ' ' || (line[at] == '\t' && separator != '\t')))
        {
            at++;
        }
        return at;
    }
}
