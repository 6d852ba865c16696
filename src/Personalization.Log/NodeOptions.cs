using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;
using Personalization.Engine.Recommenders;
using Personalization.Engine.Learning;

namespace Personalization.Log;

/// <summary>What a node keeps, learns and decides.</summary>
public sealed class NodeOptions
{
    /// <summary>How much is kept of a person's behaviour.</summary>
    public ProfileOptions Profiles { get; set; } = new();

    /// <summary>How the node learns from what all people do.</summary>
    public SignalOptions Signals { get; set; } = new();

    /// <summary>How decisions are made.</summary>
    public DecisionOptions Decisions { get; set; } = new();

    /// <summary>How experiments and bandits learn.</summary>
    public BanditOptions Bandits { get; set; } = new();
}
