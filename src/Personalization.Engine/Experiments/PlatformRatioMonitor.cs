namespace Personalization.Engine.Experiments;

/// <summary>
/// Watches the sample ratios of all experiments together, for faults of the platform that no single experiment shows for certain: it is
/// told each finished experiment's p-value and raises an alarm when more of them mismatch than ordinary faults of single experiments
/// explain. An e-detector (Shin, Ramdas and Rinaldo, E-detectors, New England Journal of Statistics in Data Science 2, 2024, of the CUSUM
/// kind) on a bet that mixes several rates of mismatch: while at most the allowed share mismatches, however the mismatches come, the
/// expected number of experiments until a false alarm is at least <see cref="RunLength"/>. Not thread-safe.
/// </summary>
/// <remarks>
/// None of the constants comes from the data it was tried on: a mismatch is what practitioners call one (p &lt; 0.01); 6 % of experiments
/// mismatch on a healthy platform (Fabijan et al. 2019), and 1 % by chance; the rates bet on are powers of two from there to nearly all;
/// one false alarm in 100,000 experiments is one in decades of fifty a week.
/// </remarks>
public sealed class PlatformRatioMonitor
{
    /// <summary>The p-value below which an experiment counts as a mismatch.</summary>
    public const double MismatchBelow = 0.01;

    /// <summary>The share of mismatches that is put up with: 6 % of experiments with a fault of their own, and 1 % by chance.</summary>
    public const double AllowedShare = 0.07;

    private static readonly double[] Rates = [2 * AllowedShare, 4 * AllowedShare, 8 * AllowedShare, 0.9];

    private readonly double[] _logWealth = new double[Rates.Length];

    /// <summary>Creates a monitor.</summary>
    /// <param name="runLength">The expected number of experiments until a false alarm, at least; above 1. 100,000 by default.</param>
    public PlatformRatioMonitor(double runLength = 100_000)
    {
        if (!(runLength > 1))
        {
            throw new ArgumentOutOfRangeException(nameof(runLength), runLength, "A number above 1 is expected.");
        }
        RunLength = runLength;
        Restart();
    }

    /// <summary>The expected number of experiments until a false alarm, at least.</summary>
    public double RunLength { get; }

    /// <summary>
    /// The evidence for a fault of the platform since it began, if it did: an alarm is raised when it reaches <see cref="RunLength"/>.
    /// </summary>
    public double Evidence { get; private set; }

    /// <summary>Whether the evidence has ever reached the run length since the last restart.</summary>
    public bool Alarm { get; private set; }

    /// <summary>Takes the next experiment in.</summary>
    /// <param name="pValue">The p-value of its sample ratio, [0, 1].</param>
    /// <returns>Whether the alarm is raised.</returns>
    public bool Observe(double pValue)
    {
        var mismatch = pValue < MismatchBelow;
        // The CUSUM of the mixture: what was won so far, or a new start with the stake spread evenly over the rates.
        var restart = Evidence <= 1;
        Evidence = 0;
        for (var i = 0; i < Rates.Length; i++)
        {
            var before = restart ? -Math.Log(Rates.Length) : _logWealth[i];
            _logWealth[i] = before + Math.Log(mismatch ? Rates[i] / AllowedShare : (1 - Rates[i]) / (1 - AllowedShare));
            Evidence += Math.Exp(Math.Min(700, _logWealth[i]));
        }
        Alarm |= Evidence >= RunLength;
        return Alarm;
    }

    /// <summary>Forgets everything, the alarm too: after the fault was removed.</summary>
    public void Restart()
    {
        Alarm = false;
        Evidence = 1;
        Array.Fill(_logWealth, -Math.Log(Rates.Length));
    }
}
