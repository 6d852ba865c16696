namespace Personalization.Engine.Bandits;

/// <summary>How a model's linear part becomes an expected reward.</summary>
public enum ModelLink
{
    /// <summary>It is the expected reward.</summary>
    Identity,

    /// <summary>It is the logit of the expected reward.</summary>
    Logistic,
}
