namespace Personalization.Engine.Bandits;

/// <summary>
/// What a model believes of the available arms in the present context; all spans are equally long and in the order of the arms.
/// </summary>
/// <param name="means">The expected rewards.</param>
/// <param name="deviations">The standard deviations of those expectations (not of single rewards), at least 0.</param>
/// <param name="noise">The standard deviation of single rewards around their expectation; scales the radius of confidence bounds.</param>
/// <param name="total">Observations that the model has learned from, Σw over all arms.</param>
public readonly ref struct ArmBeliefs(ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, double noise, double total)
{
    /// <summary>The expected rewards.</summary>
    public ReadOnlySpan<double> Means { get; } = means;

    /// <summary>The standard deviations of the expected rewards, at least 0.</summary>
    public ReadOnlySpan<double> Deviations { get; } = deviations;

    /// <summary>The standard deviation of single rewards around their expectation, more than 0.</summary>
    public double Noise { get; } = noise;

    /// <summary>Observations learned from, at least 0.</summary>
    public double Total { get; } = total;

    /// <summary>Available arms.</summary>
    public int Count => Means.Length;
}
