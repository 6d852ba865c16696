namespace Personalization.Engine.OffPolicy;

/// <summary>A range for the value of a policy, in the unit of the reward.</summary>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit.</param>
public readonly record struct ValueInterval(double Lower, double Upper)
{
    /// <summary>Whether the value lies in it.</summary>
    public bool Holds(double value) => value >= Lower && value <= Upper;
}
