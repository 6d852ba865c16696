using Orleans.Concurrency;
using Personalization.Log.Ranking;
using Personalization.Contracts.Ranking;

namespace Personalization.Grains.Ranking;

/// <summary>Hands decisions of other nodes to this silo's decision log.</summary>
[StatelessWorker]
internal sealed class DecisionLogGrain(IDecisionLog log) : IDecisionLogGrain
{
    public ValueTask Append(IReadOnlyList<Decision> decisions)
    {
        for (var i = 0; i < decisions.Count; i++)
        {
            log.Append(decisions[i]);
        }
        return ValueTask.CompletedTask;
    }
}
