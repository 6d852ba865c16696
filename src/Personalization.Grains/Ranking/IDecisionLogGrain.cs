using Personalization.Contracts.Ranking;

namespace Personalization.Grains.Ranking;

/// <summary>Takes the decisions of nodes that have no store of their own. Any silo does.</summary>
[Alias("decision-log")]
public interface IDecisionLogGrain : IGrainWithIntegerKey
{
    /// <summary>Appends decisions.</summary>
    [Alias("append")]
    ValueTask Append([Immutable] IReadOnlyList<Decision> decisions);
}
