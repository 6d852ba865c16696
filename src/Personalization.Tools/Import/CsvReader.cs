using System.Text;

namespace Personalization.Tools.Import;

/// <summary>
/// Reads delimited text record by record (RFC 4180): quoted fields with doubled quotes, delimiters and line breaks inside quotes, CRLF, LF
/// or CR. Empty lines are skipped. A quote that is never closed spoils one line only, not the rest of the file. Not thread-safe.
/// </summary>
/// <param name="reader">The text; the caller closes it.</param>
/// <param name="delimiter">What stands between fields.</param>
/// <param name="mostChars">A quoted field longer than this counts as never closed.</param>
internal sealed class CsvReader(TextReader reader, char delimiter = ',', int mostChars = 1 << 18)
{
    private readonly List<string> _fields = [];
    private readonly StringBuilder _field = new();
    private readonly string _ends = $"{delimiter}\r\n";
    private char[] _buffer = new char[1 << 14];
    private int _start;
    private int _end;
    private bool _ended;
    private bool _quoted;
    private long _nextLine = 1;

    /// <summary>The fields of the record; empty when it is faulty. Valid until the next <see cref="Read"/>.</summary>
    public IReadOnlyList<string> Fields => _fields;

    /// <summary>The line at which the record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>What is wrong with the record, if something is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The first line of a faulty record.</summary>
    public string? Text { get; private set; }

    /// <summary>Goes to the next record.</summary>
    /// <returns><see langword="false"/> at the end of the text.</returns>
    public bool Read()
    {
        while (true)
        {
            Line = _nextLine;
            Fault = null;
            Text = null;
            _fields.Clear();
            if (!Has(0))
            {
                return false;
            }
            var length = Record();
            if (length < 0)
            {
                _fields.Clear();
                length = FirstLine();
            }
            _start += length;
            if (Fault is not null || _fields.Count > 1 || _fields[0].Length > 0 || _quoted)
            {
                return true;
            }
        }
    }

    /// <summary>Reads a record from the start of the buffer.</summary>
    /// <returns>Its length with the line end; −1 when it is faulty.</returns>
    private int Record()
    {
        var at = 0;
        _quoted = false;
        while (true)
        {
            if (Has(at) && _buffer[_start + at] == '"')
            {
                _quoted = true;
                at = Quoted(at + 1);
                if (at < 0)
                {
                    return -1;
                }
                if (Has(at) && !_ends.Contains(_buffer[_start + at]))
                {
                    Fault = "A quoted field must end with its closing quote, but text follows it; a quote inside a field is written twice.";
                    return -1;
                }
                _fields.Add(_field.ToString());
            }
            else
            {
                var length = Plain(at);
                _fields.Add(length == 0 ? "" : new string(_buffer, _start + at, length));
                at += length;
            }
            if (!Has(at))
            {
                _nextLine++;
                return at;
            }
            if (_buffer[_start + at] != delimiter)
            {
                return at + LineEnd(at);
            }
            at++;
        }
    }

    private int Plain(int at)
    {
        var scanned = at;
        while (true)
        {
            var found = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOfAny(_ends);
            if (found >= 0)
            {
                return scanned + found - at;
            }
            scanned = _end - _start;
            if (!Has(scanned))
            {
                return scanned - at;
            }
        }
    }

    /// <summary>Reads a quoted field from behind its opening quote into <see cref="_field"/>.</summary>
    /// <returns>The place behind the closing quote; −1 when there is none.</returns>
    private int Quoted(int at)
    {
        var line = _nextLine;
        var opened = at;
        _field.Clear();
        for (; Has(at) && at - opened <= mostChars; at++)
        {
            var c = _buffer[_start + at];
            if (c == '"')
            {
                if (!Has(at + 1) || _buffer[_start + at + 1] != '"')
                {
                    return at + 1;
                }
                at++;
            }
            else if (c == '\n' || (c == '\r' && !(Has(at + 1) && _buffer[_start + at + 1] == '\n')))
            {
                _nextLine++;
            }
            _field.Append(c);
        }
        _nextLine = line;
        Fault = "A quoted field is never closed.";
        return -1;
    }

    private int FirstLine()
    {
        _nextLine = Line;
        var at = 0;
        while (Has(at) && _buffer[_start + at] is not ('\r' or '\n'))
        {
            at++;
        }
        Text = new string(_buffer, _start, at);
        if (!Has(at))
        {
            _nextLine++;
            return at;
        }
        return at + LineEnd(at);
    }

    private int LineEnd(int at)
    {
        _nextLine++;
        return _buffer[_start + at] == '\r' && Has(at + 1) && _buffer[_start + at + 1] == '\n' ? 2 : 1;
    }

    /// <summary>Whether the text has a character this far behind the start of the record; reads on if need be.</summary>
    private bool Has(int at)
    {
        while (_start + at >= _end)
        {
            if (_ended)
            {
                return false;
            }
            if (_start > 0)
            {
                Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
                _end -= _start;
                _start = 0;
            }
            if (_end == _buffer.Length)
            {
                Array.Resize(ref _buffer, 2 * _buffer.Length);
            }
            var read = reader.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _ended = read == 0;
        }
        return true;
    }
}
