using System.Globalization;
using Personalization.Engine.Statistics;

namespace Personalization.Tools.Evaluation.Bandits;

/// <summary>The results of all trials, and their table.</summary>
/// <param name="sets">The sets.</param>
/// <param name="policies">The policies, the two to compare with among them.</param>
/// <param name="shuffles">Shuffles of each set.</param>
internal sealed class BanditReport(IReadOnlyList<ClassificationSet> sets, IReadOnlyList<string> policies, int shuffles)
{
    private readonly TrialResult[] _results = new TrialResult[sets.Count * policies.Count * shuffles];

    /// <summary>The number of trials.</summary>
    public int Trials => _results.Length;

    /// <summary>Runs a trial and keeps its result; any number may run at once.</summary>
    public void Run(int trial, int rows, ulong seed)
    {
        var (set, policy, shuffle) = (trial / shuffles / policies.Count, trial / shuffles % policies.Count, trial % shuffles);
        _results[trial] = BanditTrial.Run(sets[set], policies[policy], shuffle, rows, seed);
    }

    /// <summary>The mean rewards of a policy on a set, shuffle by shuffle.</summary>
    public double[] Rewards(int set, int policy)
    {
        var rewards = new double[shuffles];
        for (var shuffle = 0; shuffle < shuffles; shuffle++)
        {
            rewards[shuffle] = _results[(((set * policies.Count) + policy) * shuffles) + shuffle].MeanReward;
        }
        return rewards;
    }

    /// <summary>Writes what was read and the table.</summary>
    public void Write(TextWriter output, int rows)
    {
        foreach (var set in sets)
        {
            var used = Math.Min(rows, set.Rows.Length);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{set.Name}: {set.Rows.Length:N0} rows, {used:N0} of each shuffle, {set.Features} features, "
                + $"{set.Arms.Length} arms{Notes(set)}"));
        }
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Mean reward ± half of the 95 % interval over {shuffles} shuffles; paired two-sided t-tests at 5 % over the shuffles, "
            + $"sets better/worse."));
        var width = Math.Max(19, policies.Max(static p => p.Length) + 1);
        output.Write("policy".PadRight(width));
        foreach (var set in sets)
        {
            output.Write(Clip(set.Name, 12).PadLeft(13));
        }
        output.WriteLine($"{"mean",13}{"vs ε-greedy",12}{"vs greedy",10}{"µs/row",8}");
        for (var p = 0; p < policies.Count; p++)
        {
            output.WriteLine(Row(p, width));
        }
    }

    private string Row(int policy, int width)
    {
        var cells = new List<string> { policies[policy].PadRight(width) };
        var means = new double[shuffles];
        for (var set = 0; set < sets.Count; set++)
        {
            var rewards = Rewards(set, policy);
            for (var shuffle = 0; shuffle < shuffles; shuffle++)
            {
                means[shuffle] += rewards[shuffle] / sets.Count;
            }
            cells.Add(Cell(rewards));
        }
        cells.Add(Cell(means));
        cells.Add(Comparison(policy, BanditLineup.EpsilonGreedy).PadLeft(12));
        cells.Add(Comparison(policy, BanditLineup.Greedy).PadLeft(10));
        cells.Add(string.Create(CultureInfo.InvariantCulture, $"{Times(policy):0.0}").PadLeft(8));
        return string.Concat(cells);
    }

    private static string Cell(double[] rewards)
    {
        var estimate = MeanEstimate.Of(rewards);
        var half = rewards.Length > 1 ? estimate.StudentInterval().Upper - estimate.Mean : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:.0000} ±{half:.0000}").PadLeft(13);
    }

    private string Comparison(int policy, string with)
    {
        var other = policies.ToList().IndexOf(with);
        if (other == policy)
        {
            return "";
        }
        var (better, worse) = (0, 0);
        for (var set = 0; set < sets.Count; set++)
        {
            var test = PairedTest.Of(Rewards(set, other), Rewards(set, policy));
            better += test.PValue < 0.05 && test.Estimate > 0 ? 1 : 0;
            worse += test.PValue < 0.05 && test.Estimate < 0 ? 1 : 0;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{better}/{worse}");
    }

    private double Times(int policy) =>
        _results.Where((_, trial) => trial / shuffles % policies.Count == policy).Average(static r => r.TimePerRow.TotalMicroseconds);

    private static string Notes(ClassificationSet set) => set.Notes.Count > 0 ? "; " + string.Join("; ", set.Notes) : "";

    private static string Clip(string name, int length) => name.Length > length ? name[..(length - 1)] + "…" : name;
}
