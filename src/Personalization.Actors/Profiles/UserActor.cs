using Personalization.Contracts.Events;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Features;
using Personalization.Engine.Profiles;

namespace Personalization.Actors.Profiles;

/// <summary>A person. The host sees to it that one call runs at a time.</summary>
/// <param name="userId">The person's id.</param>
/// <param name="node">What the actors of the node share.</param>
public class UserActor(string userId, ActorNode node) : IUser, ISnapshotActor
{
    private readonly UserState _state = new();

    /// <inheritdoc/>
    public long SavedPosition { get; private set; } = -1;

    /// <inheritdoc/>
    public long Position => _state.Position;

    /// <inheritdoc/>
    public ValueTask Apply(IReadOnlyList<LoggedEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            _state.Apply(events[i], node.Context);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => new(node.Decider.Recommend(request, _state));

    /// <inheritdoc/>
    public ValueTask<RecommendationResult> Rank(RankRequest request) => new(node.Decider.Rank(request, _state));

    /// <inheritdoc/>
    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => new(node.Decider.Personalize(request, _state));

    /// <inheritdoc/>
    public ValueTask<UserProfile?> Describe() =>
        new(_state.EventCount == 0 ? null : ProfileDescription.Of(userId, _state, node.Context, EventTime.Seconds(node.Time.GetUtcNow())));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<double>> Features(IReadOnlyList<string> names)
    {
        var now = EventTime.Seconds(node.Time.GetUtcNow());
        var values = new double[names.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = FeatureName.Parse(names[i]) is { } name ? FeatureReader.Read(name, _state, now, node.Context) : double.NaN;
        }
        return new(values);
    }

    /// <inheritdoc/>
    public void Save(ByteWriter writer)
    {
        _state.Write(writer, node.Context.Vocabulary);
        SavedPosition = _state.Position;
    }

    /// <inheritdoc/>
    public void Load(ReadOnlySpan<byte> snapshot)
    {
        _state.Read(snapshot, node.Context);
        SavedPosition = _state.Position;
    }
}
