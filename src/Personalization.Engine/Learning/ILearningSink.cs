using Personalization.Contracts.Bandits;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Learning;

/// <summary>
/// Takes what the log says about experiments and bandits. All of it adds up, so it may be taken anywhere, in any order of the logs' parts.
/// </summary>
public interface ILearningSink
{
    /// <summary>An experiment has a new revision.</summary>
    /// <param name="position">The event's place in its log.</param>
    /// <param name="revision">The revision.</param>
    void Defined(long position, ExperimentRevision revision);

    /// <summary>A look at an experiment is kept.</summary>
    /// <param name="position">The event's place in its log.</param>
    /// <param name="look">The look.</param>
    void Analysed(long position, InterimAnalysis look);

    /// <summary>A person met an experiment for the first time.</summary>
    /// <param name="position">The event's place in its log.</param>
    /// <param name="person">Whom and what.</param>
    /// <param name="values">The person's contribution to each metric.</param>
    void Exposed(long position, in ExperimentUnit person, ReadOnlySpan<PersonValue> values);

    /// <summary>A person's contribution to a metric changed.</summary>
    /// <param name="position">The event's place in its log.</param>
    /// <param name="person">Whom and what.</param>
    /// <param name="metric">The metric's place: primary, secondary, guardrails.</param>
    /// <param name="old">What it was.</param>
    /// <param name="now">What it is.</param>
    void Changed(long position, in ExperimentUnit person, int metric, PersonValue old, PersonValue now);

    /// <summary>What came of a bandit's choice is certain.</summary>
    /// <param name="position">The event's place in its log.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="reward">What came of it; 0 when nothing did.</param>
    void Rewarded(long position, LoggedChoice choice, double reward);

    /// <summary>What an item earns at a placement has changed: it is learnt anew, from choices of its new generation.</summary>
    /// <param name="position">The event's place in its log.</param>
    /// <param name="renewal">Which item, where, and its generation.</param>
    void Renewed(long position, ItemRenewal renewal);
}
