using System.Globalization;

namespace Personalization.Benchmarks.Drill;

/// <summary>
/// The drill: measures the undisturbed cluster, kills a random silo again and again, lets a silo join, restarts all silos one after the
/// other, and in the end holds what the cluster counts against what it had acknowledged.
/// </summary>
internal sealed class DrillRun(DrillOptions options, ClusterProcesses cluster, DrillLoad load, TextWriter progress)
{
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(20), s_warmUp = TimeSpan.FromSeconds(60);

    private const int WindowSeconds = 10;

    private readonly List<(string What, double At)> _disturbances = [];

    /// <summary>Runs everything.</summary>
    /// <returns>The figures.</returns>
    public async Task<DrillReport> Run(CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var loading = load.Run(end.Token);
        await Task.Delay(s_warmUp, cancel);
        var from = load.Now;
        await Task.Delay(options.Baseline, cancel);
        var baseline = load.P99Ms(from, load.Now);
        await Tell(string.Create(CultureInfo.InvariantCulture, $"undisturbed: p99 {baseline:F1} ms"));
        await KillAgainAndAgain(cancel);
        await Disturb("a silo joins", () => cluster.Join(cancel), cancel);
        foreach (var silo in cluster.Silos.ToArray())
        {
            await Disturb($"{silo.Name} is restarted in good order", async () =>
            {
                var status = await silo.Leave();
                if (status != 0)
                    throw new InvalidOperationException($"{silo.Name} left with {status}; see {cluster.LogFolder}.");
                silo.Start();
                await silo.Ready(cancel);
            }, cancel);
        }
        await end.CancelAsync();
        await loading;
        var (lost, surplus) = await load.Ledger.Compare(load.Count);
        return new DrillReport(
            load.Requests, load.Failed, load.Retried, load.Fallbacks, load.Ledger.Total, lost, surplus, baseline,
            [.. _disturbances.Select(d => new DrillRecovery(d.What, RecoverySeconds(d.At, baseline), load.P99Ms(d.At + 10, d.At + 20)))]);
    }

    private async Task KillAgainAndAgain(CancellationToken cancel)
    {
        var random = new Random(options.Seed);
        var until = load.Now + options.Kills.TotalSeconds;
        while (load.Now < until)
        {
            var silo = cluster.Silos[random.Next(cluster.Silos.Count)];
            _disturbances.Add(($"kill -9 {silo.Name}", load.Now));
            await silo.Kill();
            await Tell($"killed {silo.Name}");
            await Task.Delay(options.RestartAfter, cancel);
            silo.Start();
            await silo.Ready(cancel);
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, _disturbances[^1].At + options.KillEvery.TotalSeconds - load.Now)), cancel);
        }
    }

    private async Task Disturb(string what, Func<Task> action, CancellationToken cancel)
    {
        _disturbances.Add((what, load.Now));
        await Tell(what);
        await action();
        await Task.Delay(s_settling, cancel);
    }

    // One second has too few requests for a 99th percentile, so it is taken over ten.
    private double RecoverySeconds(double at, double baseline)
    {
        for (var second = (int)at; second + WindowSeconds <= load.Now; second++)
        {
            if (load.P99Ms(second, second + WindowSeconds) <= 2 * baseline)
                return Math.Max(0, second - at);
        }
        return double.PositiveInfinity;
    }

    private Task Tell(string what) =>
        progress.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{load.Now,6:F0} s  {what}; {load.Requests} requests, {load.Failed} failed, {load.Retried} tried again"));
}
