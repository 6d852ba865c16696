namespace Personalization.Engine.Statistics;

/// <summary>A range of values that goes with a probability of holding the true one.</summary>
/// <param name="Lower">The lower limit; −∞ when there is none.</param>
/// <param name="Upper">The upper limit; ∞ when there is none.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>Everything: nothing is known.</summary>
    public static Interval Everything { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>What lies at most so far from the value.</summary>
    /// <param name="value">The middle.</param>
    /// <param name="half">Half of the width, 0 or more.</param>
    public static Interval Around(double value, double half) => new(value - half, value + half);

    /// <summary>Whether the value lies in it.</summary>
    public bool Holds(double value) => value >= Lower && value <= Upper;

    /// <summary>The values turned around zero: of a metric of which less is better.</summary>
    public Interval Negate() => new(-Upper, -Lower);
}
