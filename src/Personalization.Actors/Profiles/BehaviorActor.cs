using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Binary;
using Personalization.Engine.Profiles;

namespace Personalization.Actors.Profiles;

/// <summary>What persons and visits have in common: a state that events change, that decisions are made for, and that is saved as a whole.</summary>
/// <typeparam name="TState">What is kept.</typeparam>
/// <param name="node">What the actors of the node share.</param>
public abstract class BehaviorActor<TState>(ActorNode node) : IFollower
    where TState : BehaviorState, new()
{
    /// <summary>What the actors of the node share.</summary>
    protected ActorNode Node => node;

    /// <summary>What is kept.</summary>
    protected TState State { get; } = new();

    /// <inheritdoc/>
    public long SavedPosition { get; private set; } = -1;

    /// <inheritdoc/>
    public long Position => State.Progress;

    /// <inheritdoc/>
    public void Apply(in LoggedEvent logged) => State.Apply(logged, node.Context);

    /// <summary>Applies logged events, in the order of their positions.</summary>
    public ValueTask Apply(IReadOnlyList<LoggedEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            State.Apply(events[i], node.Context);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public long PositionIn(int partition) => State.PositionIn(partition);

    /// <summary>Recommends items.</summary>
    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => new(node.Decider.Recommend(request, State));

    /// <summary>Orders a given list.</summary>
    public ValueTask<RecommendationResult> Rank(RankRequest request) => new(node.Decider.Rank(request, State));

    /// <summary>Chooses one item of a given set.</summary>
    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => new(node.Decider.Personalize(request, State));

    /// <summary>The variants that this one has now.</summary>
    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => new(node.Decider.Assign(request, State));

    /// <inheritdoc/>
    public void Save(ByteWriter writer)
    {
        State.Write(writer, node.Context.Vocabulary);
        SavedPosition = State.Progress;
    }

    /// <inheritdoc/>
    public void Load(ReadOnlySpan<byte> snapshot)
    {
        State.Read(snapshot, node.Context);
        SavedPosition = State.Progress;
    }
}
