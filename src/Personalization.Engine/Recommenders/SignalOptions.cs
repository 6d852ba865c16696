using System.ComponentModel.DataAnnotations;

namespace Personalization.Engine.Recommenders;

/// <summary>How the node learns from what all people do. Must not change while learnt state exists, except where said.</summary>
public sealed class SignalOptions
{
    /// <summary>Earlier items of a visit that an item is paired with.</summary>
    /// <value>1 to 200; 20 by default.</value>
    [Range(1, 200)]
    public int VisitLength { get; set; } = 20;

    /// <summary>The pause after which items no longer count as occurring together.</summary>
    /// <value>1 minute to 365 days; 30 minutes by default, the timeout of a visit.</value>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan VisitTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The pause after which purchases no longer count as bought together.</summary>
    /// <value>1 minute to 365 days; 1 day by default.</value>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan BasketTimeout { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Visitors whose present visit is kept.</summary>
    /// <value>1,000 to 10,000,000; 200,000 by default.</value>
    [Range(1_000, 10_000_000)]
    public int Visits { get; set; } = 200_000;

    /// <summary>Neighbours kept per item.</summary>
    /// <value>10 to 10,000; 200 by default.</value>
    [Range(10, 10_000)]
    public int Neighbours { get; set; } = 200;

    /// <summary>Neighbours published per item for decisions. May change at any time.</summary>
    /// <value>5 to 1,000; 50 by default.</value>
    [Range(5, 1_000)]
    public int PublishedNeighbours { get; set; } = 50;

    /// <summary>
    /// The exponent α of the similarity c/(nᵢ^α · nⱼ^(1−α)), i being the item started from. May change at any time.
    /// </summary>
    /// <value>0 to 1; 0.6 by default; 0.5 is the cosine.</value>
    [Range(0.0, 1.0)]
    public float Asymmetry { get; set; } = 0.6f;

    /// <summary>The shrinkage s of the factor c/(c + s) on similarities. May change at any time.</summary>
    /// <value>0 to 1,000; 10 by default.</value>
    [Range(0.0, 1000.0)]
    public float Shrinkage { get; set; } = 10;
}
