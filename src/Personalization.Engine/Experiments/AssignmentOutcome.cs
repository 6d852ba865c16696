namespace Personalization.Engine.Experiments;

/// <summary>What became of a person who met an experiment.</summary>
public enum AssignmentOutcome
{
    /// <summary>Takes part, in a variant.</summary>
    Assigned,

    /// <summary>The experiment is not running.</summary>
    NotRunning,

    /// <summary>The person's slot of the layer belongs to another experiment, or to none.</summary>
    OtherSlot,

    /// <summary>The ramp has not reached the person.</summary>
    BeyondRamp,

    /// <summary>The targeting expression does not hold.</summary>
    NotTargeted,
}
