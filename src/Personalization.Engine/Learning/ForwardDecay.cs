namespace Personalization.Engine.Learning;

/// <summary>
/// Forgetting that does not depend on the order in which observations come: forward decay (Cormode, Shkapenyuk, Srivastava and Xu, ICDE
/// 2009) with weights 2^(steps / 16), counted from the newest step seen. A sixteenth of the half-life is one step, so that sums are
/// rescaled seldom. Not thread-safe.
/// </summary>
/// <param name="halfLife">After how long an observation counts half, more than zero.</param>
internal sealed class ForwardDecay(TimeSpan halfLife)
{
    private const int StepsPerHalfLife = 16;

    private readonly double _stepMilliseconds = halfLife.TotalMilliseconds / StepsPerHalfLife;

    /// <summary>The newest step seen; <see langword="null"/> before the first observation.</summary>
    public long? Newest { get; set; }

    /// <summary>Takes an observation's time.</summary>
    /// <param name="at">In milliseconds since 1970.</param>
    /// <returns>What to multiply the sums so far with, and what the observation itself counts; both in [0, 1], one of them 1.</returns>
    public (double Past, double Weight) Take(long at)
    {
        var step = (long)Math.Floor(at / _stepMilliseconds);
        var ahead = step - (Newest ?? step);
        Newest = Math.Max(step, Newest ?? step);
        var factor = Math.Pow(2, -Math.Abs((double)ahead) / StepsPerHalfLife);
        return ahead > 0 ? (factor, 1) : (1, factor);
    }
}
