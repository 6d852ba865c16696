using Personalization.Contracts;
using Personalization.Engine.Profiles;
using Personalization.Engine.Learning;

namespace Personalization.Log.Experiments;

/// <summary>Prepares single choices of the placements' bandits and tells the log of them. Thread-safe.</summary>
/// <param name="experiments">The bandits.</param>
/// <param name="buffer">Where choices go.</param>
public sealed class BanditChooser(ExperimentReadModel experiments, ExposureLog buffer)
{
    /// <summary>The placement of requests that name none.</summary>
    public const string DefaultPlacement = "default";

    /// <summary>Prepares a choice.</summary>
    /// <param name="placement">Where it is shown.</param>
    /// <param name="policy">The policy by name; the default when <see langword="null"/>.</param>
    /// <param name="state">The person.</param>
    /// <param name="context">The request's circumstances.</param>
    /// <param name="now">The time, in seconds since 1970.</param>
    /// <param name="exploration">The share of choices that chance makes alone.</param>
    /// <param name="bits">64 random bits.</param>
    public PlacementChoice Prepare(
        string? placement, string? policy, BehaviorState? state, JsonText context, uint now, double exploration, ulong bits)
    {
        var choice = new PlacementChoice(
            placement ?? DefaultPlacement, policy ?? ChoicePolicies.Adaptive, experiments.Bandit(placement ?? DefaultPlacement),
            exploration, bits);
        ChoiceFeatures.Fill(state, context, now, choice.Features);
        return choice;
    }

    /// <summary>Tells the log of a choice.</summary>
    public void Tell(string decisionId, DateTimeOffset at, PlacementChoice choice) => buffer.Choice(decisionId, at, choice);
}
