using Personalization.Engine.Experiments;
using Personalization.Engine.Tests.Experiments.Simulation;

namespace Personalization.Engine.Tests.Experiments;

public sealed class SampleRatioTests
{
    // SciPy 1.10.1 chisquare.
    [Fact]
    public void Chi_square_has_the_reference_values()
    {
        Assert.Equal(1.8217928726191858e-06, SampleRatio.PValue([821588, 815482], [1, 1]), 1e-14);
        Assert.Equal(0.017205950425851387, SampleRatio.PValue([100, 130, 90], [1, 1, 1]), 1e-12);
        Assert.Equal(0.017205950425851387, SampleRatio.PValue([100, 130, 0, 90], [2, 2, 0, 2]), 1e-12);
    }

    // SciPy 1.10.1 gammaln in the closed form.
    [Fact]
    public void Evidence_has_the_reference_values()
    {
        Assert.Equal(8.765972290653735, SampleRatio.LogEvidence([821588, 815482], [1, 1], 10_000), 1e-7);
        Assert.Equal(1.6104358760388777, SampleRatio.LogEvidence([100, 130, 90], [1, 1, 1], 100), 1e-10);
        Assert.Equal(-0.09096487798110786, SampleRatio.LogEvidence([60, 40], [1, 1], 2), 1e-10);
    }

    [Fact]
    public void Evidence_is_a_martingale_person_by_person()
    {
        // The defining property: whatever was counted, the next person multiplies the evidence by 1 on average.
        double[] weights = [5, 3, 2];
        long[] counts = [40, 17, 30];
        var now = SampleRatio.LogEvidence(counts, weights);
        var mean = 0.0;
        for (var i = 0; i < 3; i++)
        {
            long[] next = [.. counts];
            next[i]++;
            mean += weights[i] / 10 * Math.Exp(SampleRatio.LogEvidence(next, weights) - now);
        }
        Assert.Equal(1, mean, 1e-9);
    }

    [Fact]
    public void Person_in_a_variant_without_weight_is_a_mismatch() => Assert.Equal(0, SampleRatio.SequentialPValue([10, 10, 1], [1, 1, 0]));

    [Fact]
    public void Nobody_is_no_mismatch()
    {
        Assert.Equal(1, SampleRatio.PValue([0, 0], [1, 1]));
        Assert.Equal(0, SampleRatio.LogEvidence([0, 0], [1, 1]), 1e-12);
    }

    [Fact]
    public void Peeking_at_a_right_split_errs_in_at_most_alpha()
    {
        var streams = ClickStreams.Repetitions(150);
        var random = SeededRandom.Create(21);
        var alarms = 0;
        for (var i = 0; i < streams; i++)
        {
            var (a, b, least) = (0L, 0L, 1.0);
            for (var look = 0; look < 100; look++)
            {
                var first = random.Binomial(300, 0.5);
                (a, b) = (a + first, b + 300 - first);
                least = Math.Min(least, SampleRatio.SequentialPValue([a, b], [1, 1]));
            }
            alarms += least <= 0.05 ? 1 : 0;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{streams} right splits, 100 looks each: {(double)alarms / streams:0.0000} below 0.05");
        Assert.InRange((double)alarms / streams, 0, 0.05);
    }

    [Fact]
    public void Wrong_split_is_found()
    {
        Assert.True(SampleRatio.SequentialPValue([51_000, 49_000], [1, 1]) < 0.001);
        Assert.True(SampleRatio.SequentialPValue([600, 400], [1, 1]) < 0.001);
    }

    // The reference values that come with the data set, computed with numpy.
    [Fact]
    public void Headline_tests_mismatch_as_often_as_the_reference_says()
    {
        var tests = UpworthyData.Tests();
        var bad = tests.Where(t => t.Week is >= 201325 and <= 201401).ToArray();
        var good = tests.Except(bad).ToArray();
        Assert.Equal(1058, bad.Length);
        Assert.Equal(3815, good.Length);
        Assert.Equal(0.781, Share(bad), 0.0005);
        Assert.Equal(0.023, Share(good), 0.0005);
    }

    private static double Share(UpworthyTest[] tests) => tests.Average(t => PValueOf(t) < 0.01 ? 1.0 : 0);

    internal static double PValueOf(UpworthyTest test) => SampleRatio.PValue(test.Impressions, [.. test.Impressions.Select(_ => 1.0)]);
}
