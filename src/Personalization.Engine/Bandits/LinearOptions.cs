namespace Personalization.Engine.Bandits;

/// <summary>Settings of a bandit with one linear model per arm.</summary>
public sealed record LinearOptions
{
    /// <summary>λ, the weight of the prior that draws all feature weights to zero, in observations of features of magnitude 1.</summary>
    /// <value>More than 0; 1 by default.</value>
    public double Precision { get; init; } = 1;

    /// <summary>The reward expected of an arm of which nothing is known.</summary>
    /// <value>Finite; 0 by default, as in LinUCB.</value>
    public double PriorMean { get; init; }

    /// <summary>The link between features and reward.</summary>
    /// <value>Identity by default; logistic for rewards in [0, 1] that are mostly near 0 or 1, such as clicks.</value>
    public ModelLink Link { get; init; } = ModelLink.Identity;

    /// <exception cref="ArgumentException">A member is out of range.</exception>
    internal void Check()
    {
        if (!(Precision > 0 && double.IsFinite(Precision)))
        {
            throw new ArgumentException($"Precision: {Precision} is given; a finite number of more than 0 is expected.");
        }
        if (!double.IsFinite(PriorMean))
        {
            throw new ArgumentException($"PriorMean: {PriorMean} is given; a finite number is expected.");
        }
    }
}
