using Personalization.Contracts.Ranking;

namespace Personalization.Log.Ranking;

/// <summary>Takes decisions for later judgement. Appending never waits: the log writes behind. Thread-safe.</summary>
public interface IDecisionLog
{
    /// <summary>Appends a decision.</summary>
    /// <returns><see langword="false"/> when the log is too far behind and the decision was counted as dropped.</returns>
    bool Append(Decision decision);
}
