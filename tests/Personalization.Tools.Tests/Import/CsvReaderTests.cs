using Personalization.Tools.Import;

namespace Personalization.Tools.Tests.Import;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b,c\n", "a|b|c")]
    [InlineData("a,b,c", "a|b|c")]
    [InlineData("a,b\r\nc,d\r\n", "a|b/c|d")]
    [InlineData("a,b\rc,d\r", "a|b/c|d")]
    [InlineData(",,\n", "||")]
    [InlineData("a,\n", "a|")]
    [InlineData("\"a,b\",c", "a,b|c")]
    [InlineData("\"say \"\"hi\"\"\",c", "say \"hi\"|c")]
    [InlineData("\"two\nlines\",c\nd,e", "two\nlines|c/d|e")]
    [InlineData("\"two\r\nlines\"\r\nd", "two\r\nlines/d")]
    [InlineData("\"\",\"\"\n", "|")]
    [InlineData("a\n\n\nb\n", "a/b")]
    [InlineData("5\" disk,x\n", "5\" disk|x")]
    [InlineData("\"\"\n", "")]
    public void Fields_are_read_as_RFC_4180_says(string text, string expected) =>
        Assert.Equal(expected, string.Join('/', Records(text, 1)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Records_do_not_depend_on_how_the_text_arrives(int chunk)
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i},\"a \"\"{i}\"\"\r\nb\",{new string('x', i % 50)}\r\n"));
        var records = Records(text, chunk);
        Assert.Equal(3000, records.Count);
        Assert.Equal("2999|a \"2999\"\r\nb|" + new string('x', 2999 % 50), records[2999]);
    }

    [Fact]
    public void Lines_are_counted_through_quoted_line_breaks()
    {
        var reader = new CsvReader(new StringReader("a\n\"b\nb\r\nb\"\n\nc\n"));
        List<long> lines = [];
        while (reader.Read())
        {
            lines.Add(reader.Line);
        }
        Assert.Equal([1, 2, 6], lines);
    }

    [Fact]
    public void Quote_that_is_never_closed_spoils_one_line_only()
    {
        var reader = new CsvReader(new StringReader("a,b\nc,\"d\ne,f\ng,h\n"));
        List<string> read = [];
        while (reader.Read())
        {
            read.Add($"{reader.Line}:{(reader.Fault is null ? string.Join('|', reader.Fields) : "! " + reader.Text)}");
        }
        Assert.Equal(["1:a|b", "2:! c,\"d", "3:e|f", "4:g|h"], read);
    }

    [Fact]
    public void Text_behind_a_closing_quote_is_a_fault_of_that_line()
    {
        var reader = new CsvReader(new StringReader("\"a\"b,c\r\nd,e\r\n"));
        Assert.True(reader.Read());
        Assert.Contains("text follows", reader.Fault, StringComparison.Ordinal);
        Assert.Equal("\"a\"b,c", reader.Text);
        Assert.True(reader.Read());
        Assert.Equal(["d", "e"], reader.Fields);
        Assert.Equal(2, reader.Line);
        Assert.False(reader.Read());
    }

    [Fact]
    public void Field_longer_than_the_bound_counts_as_never_closed()
    {
        var reader = new CsvReader(new StringReader($"\"{new string('x', 100)}\"\na\n"), mostChars: 50);
        Assert.True(reader.Read());
        Assert.NotNull(reader.Fault);
        Assert.True(reader.Read());
        Assert.Equal(["a"], reader.Fields);
    }

    private static List<string> Records(string text, int chunk)
    {
        var reader = new CsvReader(new SlowReader(text, chunk));
        List<string> records = [];
        while (reader.Read())
        {
            Assert.Null(reader.Fault);
            records.Add(string.Join('|', reader.Fields));
        }
        return records;
    }

    /// <summary>Hands out a few characters at a time, as a network does.</summary>
    private sealed class SlowReader(string text, int chunk) : StringReader(text)
    {
        public override int Read(char[] buffer, int index, int count) => base.Read(buffer, index, Math.Min(count, chunk));
    }
}
