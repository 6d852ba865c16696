using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Tests.Experiments.Metrics;

public sealed class MetricSumsTests
{
    [Fact]
    public void Sums_of_shards_merge_to_the_sums_of_all_in_any_order()
    {
        var random = SeededRandom.Create(1);
        var people = Enumerable.Range(0, 500).Select(_ => new PersonValue(random.Next(20), random.Next(1, 9), random.Next(30))).ToArray();
        var all = people.Aggregate(default(MetricSums), (sums, p) => sums.Add(p));
        var shards = people.Chunk(37).Select(c => c.Aggregate(default(MetricSums), (sums, p) => sums.Add(p))).OrderBy(_ => random.Next());
        Assert.Equal(all, shards.Aggregate(default(MetricSums), (a, b) => a.Merge(b)));
    }

    [Fact]
    public void Replaced_value_leaves_the_sums_of_the_last_value_alone()
    {
        var sums = default(MetricSums).Add(new PersonValue(3, 2, 5)).Add(new PersonValue(0, 1, 5));
        var replaced = sums.Replace(new PersonValue(0, 1, 5), new PersonValue(2, 1, 5))
            .Replace(new PersonValue(2, 1, 5), new PersonValue(7, 4, 5));
        Assert.Equal(default(MetricSums).Add(new PersonValue(3, 2, 5)).Add(new PersonValue(7, 4, 5)), replaced);
        Assert.Equal(2, replaced.Count);
    }

    [Fact]
    public void Removed_person_leaves_nothing() =>
        Assert.Equal(default, default(MetricSums).Add(new PersonValue(3, 2, 5)).Remove(new PersonValue(3, 2, 5)));

    [Fact]
    public void Conversions_by_number_are_those_person_by_person()
    {
        var sums = default(MetricSums);
        for (var i = 0; i < 50; i++)
        {
            sums = sums.Add(new PersonValue(i < 12 ? 1 : 0));
        }
        Assert.Equal(sums, MetricSums.OfConversions(50, 12));
    }
}
