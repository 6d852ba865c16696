using System.ComponentModel.DataAnnotations;

namespace Personalization.Embedded.Hosting;

/// <summary>How many actors a host keeps in memory.</summary>
public sealed class ActorHostOptions
{
    /// <summary>How many activations stay in memory after a sweep; beyond it those that were called least recently leave, idle or not.</summary>
    /// <value>1 and more. Default: 1,000,000.</value>
    [Range(1, int.MaxValue)]
    public int MaxActivations { get; set; } = 1_000_000;
}
