namespace Personalization.Engine.Experiments.Verdicts;

/// <summary>What is to be done with an experiment.</summary>
public enum VerdictKind
{
    /// <summary>Nothing is certain yet.</summary>
    KeepRunning,

    /// <summary>The variants' shares are not those that were set: no figure can be trusted.</summary>
    Invalid,

    /// <summary>A variant harms a guardrail.</summary>
    Harmed,

    /// <summary>A variant is better than the control.</summary>
    Winner,

    /// <summary>Every variant is worse than the control.</summary>
    ControlWins,

    /// <summary>A change as large as the minimum effect is ruled out for every variant.</summary>
    NoDifference,

    /// <summary>The planned size is reached, and nothing was shown.</summary>
    PlanReached,
}
