namespace Personalization.Engine.OffPolicy;

/// <summary>Why a log cannot answer what a policy is worth.</summary>
public enum RefusalReason
{
    /// <summary>There are too few rows.</summary>
    TooFewRows,

    /// <summary>A value is no finite number, or a probability is none.</summary>
    FaultyValues,

    /// <summary>Propensities are missing, 0, or above 1.</summary>
    FaultyPropensities,

    /// <summary>The target does what the logging policy never does.</summary>
    Unsupported,

    /// <summary>The policies are too different: a few rows carry all the weight.</summary>
    EffectiveSampleTooSmall,

    /// <summary>The mean weight is not 1: the propensities are not those of the policy that logged.</summary>
    WeightsOff,

    /// <summary>All rewards are the same, so that nothing tells how they vary.</summary>
    ConstantRewards,
}
