using System.ComponentModel.DataAnnotations;

namespace Personalization.Engine.Profiles;

/// <summary>How much is kept of a person's behaviour.</summary>
public sealed class ProfileOptions
{
    /// <summary>Recent events kept per person or visit.</summary>
    /// <value>10 to 200; 50 by default.</value>
    [Range(10, MaxRecentEvents)]
    public int RecentEvents { get; set; } = 50;

    /// <summary>Attribute values with an affinity kept per person or visit.</summary>
    /// <value>8 to 256; 24 by default.</value>
    [Range(8, 256)]
    public int Affinities { get; set; } = 24;

    /// <summary>After how long an affinity has halved. Must not change while states exist.</summary>
    /// <value>1 hour to 365 days; 14 days by default.</value>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan AffinityHalfLife { get; set; } = TimeSpan.FromDays(14);

    private const int MaxRecentEvents = Profiles.RecentEvents.MaxCapacity;
}
