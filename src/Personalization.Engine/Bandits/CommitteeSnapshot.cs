using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Several snapshots that vote: an arm's probability is the mean of theirs, mixed with a uniform share. Immutable and thread-safe.
/// </summary>
/// <param name="Members">The snapshots, all with the same numbers for arms.</param>
/// <param name="Floor">The uniform share, in [0, 1].</param>
internal sealed record CommitteeSnapshot(LinearSnapshot[] Members, double Floor) : IContextualSelector
{
    public int Features => Members[0].Features;

    public int IndexOf(string arm) => Members[0].IndexOf(arm);

    public void Probabilities(ReadOnlySpan<double> features, ReadOnlySpan<int> arms, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(arms.Length, probabilities.Length);
        Span<double> own = arms.Length <= 128 ? stackalloc double[arms.Length] : new double[arms.Length];
        probabilities[..arms.Length].Clear();
        foreach (var member in Members)
        {
            member.Probabilities(features, arms, own);
            PackedSymmetric.AddScaled(probabilities, own, 1.0 / Members.Length);
        }
        ArmLottery.MixUniform(probabilities[..arms.Length], Floor);
    }
}
