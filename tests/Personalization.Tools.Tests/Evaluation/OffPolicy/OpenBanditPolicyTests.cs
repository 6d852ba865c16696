using Personalization.Tools.Evaluation.OffPolicy;

namespace Personalization.Tools.Tests.Evaluation.OffPolicy;

public sealed class OpenBanditPolicyTests
{
    [Fact]
    public void Policy_that_does_not_move_is_found_as_it_is()
    {
        double[] probabilities = [0.5, 0.3, 0.2];
        var rows = Enumerable.Range(0, 30).Select(i => new OpenBanditRow(i % 3, 1, 0, probabilities[i % 3], [])).ToArray();
        Assert.Equal(probabilities, OpenBanditPolicy.Estimate(rows, 3, 1).At(1).ToArray().Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Policy_that_moves_is_found_as_its_mean()
    {
        // Item 0 is shown with .9 half of the time and with .1 the other half, and logged accordingly; its mean is .5, the mean of what is
        // logged .82.
        var rows = new List<OpenBanditRow>();
        for (var i = 0; i < 1000; i++)
        {
            var p = i < 500 ? 0.9 : 0.1;
            var isFirst = i % 10 < 10 * p;
            rows.Add(new OpenBanditRow(isFirst ? 0 : 1, 1, 0, isFirst ? p : 1 - p, []));
        }
        Assert.Equal(0.82, rows.Where(r => r.Item == 0).Average(r => r.Propensity), 1e-9);
        Assert.Equal(0.5, OpenBanditPolicy.Estimate(rows, 2, 1).At(1)[0], 1e-9);
    }

    [Fact]
    public void Item_that_was_never_shown_counts_as_unsupported()
    {
        OpenBanditRow[] rows = [new(0, 1, 1, 0.5, []), new(1, 1, 0, 0.5, [])];
        var log = OpenBanditLog.Create(rows, OpenBanditPolicy.Uniform(4, 1), 4, 1);
        Assert.Equal([0.5, 0.5], log.UnsupportedMass.ToArray());
    }
}
