using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Targeting;

namespace Personalization.Engine.Experiments;

/// <summary>
/// Assigns people to the variants of one experiment: a pure function of the definition and the person, computed where it is needed without
/// asking anybody. Made once per definition; immutable, thread-safe, allocates nothing per call. The algorithm is specified in
/// <c>docs/assignment.md</c>.
/// </summary>
public sealed class Assigner
{
    private readonly TargetingExpression? _targeting;
    private readonly string _layerSalt;
    private readonly string _rampSalt;
    private readonly string _variantSalt;
    private readonly double[] _cumulative;
    private readonly bool _running;

    /// <summary>Prepares the assignment of an experiment.</summary>
    /// <param name="definition">A definition without faults.</param>
    /// <exception cref="ArgumentException">The definition has faults (<see cref="ExperimentRules"/> lists them).</exception>
    public Assigner(ExperimentDefinition definition)
    {
        var faults = ExperimentRules.Check(definition);
        if (faults.Count > 0)
        {
            throw new ArgumentException(
                $"The experiment {definition.ExperimentId} has faults: {string.Join("; ", faults)}", nameof(definition));
        }
        Definition = definition;
        _running = definition.State == ExperimentState.Running;
        _targeting = string.IsNullOrWhiteSpace(definition.Targeting) ? null : TargetingExpression.Parse(definition.Targeting);
        var salt = definition.Salt ?? definition.ExperimentId;
        _layerSalt = LayerSlots.SaltOf(definition.Layer);
        _rampSalt = "ramp/" + salt;
        _variantSalt = "variant/" + salt;
        _cumulative = new double[definition.Variants.Count];
        var sum = 0.0;
        for (var i = 0; i < _cumulative.Length; i++)
        {
            sum += definition.Variants[i].Weight;
            _cumulative[i] = sum;
        }
    }

    /// <summary>What was prepared.</summary>
    public ExperimentDefinition Definition { get; }

    /// <summary>What the experiment is to a person: state, slot, ramp and targeting are looked at in this order.</summary>
    /// <param name="unit">The person's id.</param>
    /// <param name="facts">What is known of the person; needed when the experiment is targeted, without it nobody is.</param>
    public Assignment Assign(ReadOnlySpan<char> unit, ITargetingFacts? facts = null)
    {
        if (!_running)
        {
            return new Assignment(AssignmentOutcome.NotRunning, -1);
        }
        var slot = LayerSlots.Scaled(AssignmentHash.Of(_layerSalt, unit));
        if (slot < Definition.SlotFrom || slot >= Definition.SlotTo)
        {
            return new Assignment(AssignmentOutcome.OtherSlot, -1);
        }
        if (AssignmentHash.Of(_rampSalt, unit) >= Definition.Ramp * AssignmentHash.Range)
        {
            return new Assignment(AssignmentOutcome.BeyondRamp, -1);
        }
        if (_targeting is not null && (facts is null || !_targeting.Holds(facts)))
        {
            return new Assignment(AssignmentOutcome.NotTargeted, -1);
        }
        return new Assignment(AssignmentOutcome.Assigned, VariantOf(unit));
    }

    /// <summary>The variant that a person has whenever the person takes part: it depends on the salt and the weights alone.</summary>
    public int VariantOf(ReadOnlySpan<char> unit)
    {
        var point = AssignmentHash.Of(_variantSalt, unit) / AssignmentHash.Range * _cumulative[^1];
        var variant = 0;
        // Ends: the point is below the last sum, because hash ÷ 2³² < 1 and the product with it rounds to less than the sum or, at
        // worst, to it.
        while (variant < _cumulative.Length - 1 && point >= _cumulative[variant])
        {
            variant++;
        }
        return variant;
    }
}
