using System.Collections.Frozen;

namespace Personalization.Engine.Bandits;

/// <summary>
/// What is known of arms without context at one moment. Immutable: a node swaps its reference to it and reads without locks.
/// </summary>
public sealed class ArmSnapshot
{
    private readonly FrozenDictionary<string, int> _indexes;
    private readonly ArmStatistics[] _arms;

    internal ArmSnapshot(KeyValuePair<string, ArmStatistics>[] arms)
    {
        _arms = Array.ConvertAll(arms, static arm => arm.Value);
        var ids = Array.ConvertAll(arms, static arm => arm.Key);
        Ids = ids;
        _indexes = ids.Select(static (arm, index) => KeyValuePair.Create(arm, index)).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The arms' ids, by their numbers.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Arms of which something is known.</summary>
    public int Count => _arms.Length;

    /// <summary>The arm's number in this snapshot; −1 when nothing is known of it.</summary>
    public int IndexOf(string arm) => _indexes.GetValueOrDefault(arm, -1);

    /// <summary>What is known of an arm; empty statistics for −1.</summary>
    public ArmStatistics this[int index] => index < 0 ? default : _arms[index];

    /// <summary>Chooses among the available arms; those nothing is known of take part with empty statistics.</summary>
    /// <param name="policy">How to choose.</param>
    /// <param name="arms">The arms' numbers by <see cref="IndexOf"/>, at least one.</param>
    /// <param name="bits">64 random bits.</param>
    /// <param name="probabilities">Takes the probability of each available arm.</param>
    /// <param name="floor">A uniform share in [0, 1] that every choice is mixed with.</param>
    public BanditChoice Choose(IArmPolicy policy, ReadOnlySpan<int> arms, ulong bits, Span<double> probabilities, double floor = 0)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ObservationRules.CheckRoom(arms.Length, probabilities.Length);
        Span<ArmStatistics> available = arms.Length <= 64 ? stackalloc ArmStatistics[arms.Length] : new ArmStatistics[arms.Length];
        for (var i = 0; i < arms.Length; i++)
        {
            available[i] = this[arms[i]];
        }
        var shares = probabilities[..arms.Length];
        policy.Probabilities(available, shares);
        ArmLottery.MixUniform(shares, floor);
        return ArmLottery.Draw(shares, bits);
    }
}
