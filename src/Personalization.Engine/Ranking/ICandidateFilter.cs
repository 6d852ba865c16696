namespace Personalization.Engine.Ranking;

/// <summary>Takes candidates out or holds them back. Thread-safe: all state of a decision is in its arguments.</summary>
public interface ICandidateFilter
{
    /// <summary>Its stable name, in stages.</summary>
    string Code { get; }

    /// <summary>Drops candidates (<see cref="CandidateSet.Drop"/>) or attenuates them (<see cref="CandidateSet.Attenuate"/>).</summary>
    void Apply(DecisionContext context, CandidateSet candidates);
}
