using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;
using Personalization.Engine.Chance;
using Personalization.Engine.OffPolicy;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>All estimators of what another policy would have earned, over a log of 300,000 rows with 5 features.</summary>
internal sealed class OffPolicyScenario : IScenario
{
    private const int Rows = 300_000;
    private const int Features = 5;
    private const int Actions = 4;

    public string Name => "off-policy";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        await context.Progress.WriteLineAsync("off-policy evaluation in process …");
        var log = Log();
        var options = new OffPolicyOptions { Interval = IntervalMethod.Normal };
        var load = new InProcessLoad { WarmUp = context.WarmUp, Duration = context.Duration, OperationsPerCall = Rows, Callers = 1 };
        var judged = await load.RunAsync((_, _) => Judge(log, options));
        var note = FormattableString.Invariant($"{Rows:N0} a call; latency is per call");
        return [PerformanceRow.Of("rows judged by another policy, all estimators, normal intervals", judged, note: note)];
    }

    private static void Judge(PolicyLog log, OffPolicyOptions options)
    {
        if (OffPolicyEvaluation.Evaluate(log, options).IsRefused)
        {
            throw new InvalidOperationException("The log was made to be judged.");
        }
    }

    // One of four actions by even chance; the target likes the first.
    private static PolicyLog Log()
    {
        var chance = new RandomStream(1);
        var log = new PolicyLog(Features, Rows);
        Span<double> logged = stackalloc double[Features];
        Span<double> expected = stackalloc double[Features];
        for (var i = 0; i < Rows; i++)
        {
            var action = chance.NextInt(Actions);
            for (var f = 0; f < Features; f++)
            {
                (logged[f], expected[f]) = (chance.NextDouble(), chance.NextDouble());
            }
            log.Add(logged[0] + chance.NextNormal(), 1.0 / Actions, action == 0 ? 0.4 : 0.2, logged, expected);
        }
        return log;
    }
}
