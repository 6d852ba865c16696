using Personalization.Engine.Catalog;

namespace Personalization.Engine.Tests.Catalog;

public sealed class NameTableTests
{
    [Fact]
    public void Names_get_dense_numbers_in_the_order_of_their_first_appearance()
    {
        var names = new NameTable();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 3000; i++)
            {
                Assert.Equal(i, names.Intern("name" + i));
            }
        }
        Assert.Equal(3000, names.Count);
        Assert.Equal("name2999", names[2999]);
        Assert.Equal(1700, names.Find("name1700"));
        Assert.Equal(1700, names.Find("name1700".AsSpan()));
        Assert.Equal(-1, names.Find("unknown"));
        Assert.Equal(-1, names.Find("NAME1"));
    }

    [Fact]
    public void Many_names_are_found_at_once_as_one_by_one()
    {
        var names = new NameTable();
        for (var i = 0; i < 5000; i++)
        {
            names.Intern("name" + i);
        }
        string[] asked = [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? "unknown" + i : "name" + (i * 37 % 5000)), ""];
        var numbers = new int[asked.Length + 5];
        names.Find(asked, numbers);
        Assert.Equal(asked.Select(name => names.Find(name)), numbers.Take(asked.Length));
        Assert.Equal(100 + 1, numbers.Take(asked.Length).Count(n => n < 0));
    }

    [Fact]
    public void Threads_that_name_the_same_at_once_get_the_same_numbers()
    {
        var names = new NameTable();
        var numbers = new int[4][];
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            numbers[thread] = [.. Enumerable.Range(0, 20_000).Select(i => names.Intern("name" + (i + (thread * 7)) % 20_000))];
        });
        Assert.Equal(20_000, names.Count);
        for (var thread = 0; thread < 4; thread++)
        {
            Assert.All(
                numbers[thread].Select((number, i) => (number, i)),
                n => Assert.Equal("name" + (n.i + (thread * 7)) % 20_000, names[n.number]));
        }
    }
}
