using Personalization.Contracts.Experiments;

namespace Personalization.Engine.Experiments;

/// <summary>
/// The 10,000 slots of a layer. A person has one slot of each layer; experiments of a layer own disjoint ranges of slots, so a person takes
/// part in at most one of them; the slots of different layers are independent.
/// </summary>
public static class LayerSlots
{
    /// <summary>The slots of a layer.</summary>
    public const int Count = 10_000;

    /// <summary>A person's slot, 0 to 9,999.</summary>
    public static int Of(string layer, ReadOnlySpan<char> unit) => Scaled(AssignmentHash.Of(SaltOf(layer), unit));

    /// <summary>
    /// The first pair of experiments of the same layer that own a slot in common and are not archived, or <see langword="null"/>.
    /// </summary>
    public static (ExperimentDefinition First, ExperimentDefinition Second)? Conflict(IReadOnlyList<ExperimentDefinition> experiments)
    {
        for (var i = 0; i < experiments.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Conflicts(experiments[j], experiments[i]))
                {
                    return (experiments[j], experiments[i]);
                }
            }
        }
        return null;
    }

    /// <summary>Whether two experiments would share people of a layer that must not be shared.</summary>
    public static bool Conflicts(ExperimentDefinition one, ExperimentDefinition other) =>
        Owns(one) && Owns(other) && one.ExperimentId != other.ExperimentId && one.Layer == other.Layer
            && one.SlotFrom < other.SlotTo && other.SlotFrom < one.SlotTo;

    /// <summary>The first free range of a layer with so many slots, or <see langword="null"/> when there is none.</summary>
    /// <param name="experiments">All experiments; those of other layers are passed over.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="slots">How many slots, 1 to 10,000.</param>
    public static (int From, int To)? Free(IReadOnlyList<ExperimentDefinition> experiments, string layer, int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slots, Count);
        var owners = new List<ExperimentDefinition>();
        foreach (var experiment in experiments)
        {
            if (Owns(experiment) && experiment.Layer == layer)
            {
                owners.Add(experiment);
            }
        }
        owners.Sort(static (a, b) => a.SlotFrom.CompareTo(b.SlotFrom));
        var from = 0;
        foreach (var owner in owners)
        {
            if (owner.SlotFrom - from >= slots)
            {
                break;
            }
            from = Math.Max(from, owner.SlotTo);
        }
        return Count - from >= slots ? (from, from + slots) : null;
    }

    /// <summary>The salt of a layer's hash.</summary>
    internal static string SaltOf(string layer) => "layer/" + layer;

    /// <summary>⌊hash · 10,000 ÷ 2³²⌋.</summary>
    internal static int Scaled(uint hash) => (int)(((ulong)hash * Count) >> 32);

    private static bool Owns(ExperimentDefinition experiment) =>
        experiment.State is not (ExperimentState.Decided or ExperimentState.Archived);
}
