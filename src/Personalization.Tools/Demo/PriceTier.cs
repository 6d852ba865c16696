namespace Personalization.Tools.Demo;

/// <summary>How a brand places itself.</summary>
internal enum PriceTier
{
    /// <summary>Cheaper than most.</summary>
    Budget,

    /// <summary>The middle of the market.</summary>
    Standard,

    /// <summary>Better made and dearer.</summary>
    Premium,

    /// <summary>The best there is, at a price.</summary>
    Luxury,
}
