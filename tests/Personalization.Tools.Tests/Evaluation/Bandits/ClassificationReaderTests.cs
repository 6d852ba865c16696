using Personalization.Tools.Evaluation.Bandits;

namespace Personalization.Tools.Tests.Evaluation.Bandits;

public sealed class ClassificationReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bandits").FullName;

    [Fact]
    public void Arff_with_quotes_comments_blanks_and_missing_cells_is_read()
    {
        var set = Read("a.arff", """
            % a comment
            @RELATION 'two words'

            @attribute 'DISTANCE CIRCULARITY'   real
            @Attribute	colour {red, 'light blue' ,green}
            @attribute note string
            @attribute Class { yes, no, never}
            @DATA
             10 , red, "a, b", yes
            % between
            30,'light blue',x,no
            ?,?,?, yes
            20,green,'it\'s',yes
            """);
        Assert.Equal(["yes", "no"], set.Arms);
        Assert.Equal([0, 1, 0, 0], set.Classes);
        // A missing number is the mean 20, a missing category none; text is left out.
        Assert.Equal([0.0, 1, 0, 0], set.Rows[0]);
        Assert.Equal([1.0, 0, 1, 0], set.Rows[1]);
        Assert.Equal([0.5, 0, 0, 0], set.Rows[2]);
        Assert.Equal([0.5, 0, 0, 1], set.Rows[3]);
        Assert.Contains("text column 'note' left out", set.Notes);
    }

    [Fact]
    public void Sparse_arff_is_read()
    {
        var set = Read(
            "s.arff", "@relation s\n@attribute x numeric\n@attribute y numeric\n@attribute class {a,b}\n@data\n{1 4, 2 b}\n{0 2}\n{}\n");
        Assert.Equal([1, 0, 0], set.Classes);
        Assert.Equal([0.0, 1], set.Rows[0]);
        Assert.Equal([1.0, 0], set.Rows[1]);
    }

    [Theory]
    [InlineData("x,y,class\n1,a,p\n2,b,q\n", 2, 3)]
    [InlineData("1,a,p\n2,b,q\n3,a,q\n", 3, 3)]
    [InlineData("1;a;p\r\n2;b;q\r\n\r\n3;a;q\r\n", 3, 3)]
    [InlineData("1\ta\tp\n2\tb\tq\n", 2, 3)]
    [InlineData("1  a   p\n 2 b q\n", 2, 3)]
    [InlineData("\"x, y\",\"z\"\"z\",kind\n1,a,p\n?,b,q\n,a,p\n", 3, 3)]
    public void Csv_is_read_whatever_separates_and_with_or_without_header(string text, int rows, int features)
    {
        var set = Read("t.csv", text);
        Assert.Equal((rows, features), (set.Rows.Length, set.Features));
        Assert.Equal(["p", "q"], set.Arms);
    }

    [Fact]
    public void The_class_is_the_column_asked_for_else_that_of_the_name_else_the_last()
    {
        const string text = "Class,x,z\na,1,u\nb,2,v\nb,3,w\n";
        Assert.Equal(["a", "b"], Read("c.csv", text).Arms);
        Assert.Equal(["u", "v", "w"], Read("c.csv", text, "z").Arms);
        Assert.Equal(["1", "2", "3"], Read("c.csv", text, "2").Arms);
        Assert.Contains(
            "there is no column 'q'", Assert.Throws<FormatException>(() => Read("c.csv", text, "q")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "m.arff", "@relation x\n@attribute a real\n@attribute class {p,q}\n@data\n1,p\nzwei,q\n",
        "line 6: 'zwei' in column 'a' is no finite number")]
    [InlineData(
        "m.arff", "@relation x\n@attribute a real\n@attribute class {p,q}\n@data\n1,p\n1,r\n",
        "line 6: 'r' in column 'class' is none of the declared values")]
    [InlineData(
        "m.arff", "@relation x\n@attribute a real\n@attribute class {p,q}\n@data\n1,p,3\n",
        "line 5: 3 cells where 2 attributes are declared")]
    [InlineData("m.arff", "@relation x\n@attribute a complex\n@data\n", "line 2: the type 'complex' of 'a' is unknown")]
    [InlineData("m.arff", "@relation x\nhello\n", "line 2: 'hello' is neither")]
    [InlineData("m.arff", "@relation x\n@attribute a real\n", "there is no @data")]
    [InlineData("m.arff", "@relation x\n@attribute a real\n@attribute class {p,q}\n@data\n{7 1}\n", "line 5: '7 1' is no attribute number")]
    [InlineData("m.csv", "1,2,p\n3,q\n", "line 2: 2 cells where the first line has 3")]
    [InlineData("m.csv", "1,\"2,p\n", "line 1: a quote does not end")]
    [InlineData("m.csv", "", "there are no rows")]
    [InlineData("m.csv", "1,p\n2,p\n", "has 1 values")]
    public void A_malformed_file_is_refused_with_its_name_the_line_and_the_fault(string name, string text, string fault)
    {
        var message = Assert.Throws<FormatException>(() => Read(name, text)).Message;
        Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Contains(fault, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_tables_is_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "readme.txt"), "nothing");
        Assert.Contains(
            "holds no table", Assert.Throws<FileNotFoundException>(() => TableFile.Find(_folder)).Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => TableFile.Find(Path.Combine(_folder, "none")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ClassificationSet Read(string name, string text, string? target = null)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return ClassificationReader.Read(path, target);
    }
}
