using Personalization.Contracts.Profiles;
using Personalization.Engine.Events;
using Personalization.Engine.Features;
using Personalization.Engine.Profiles;

namespace Personalization.Actors.Profiles;

/// <summary>A person. The host sees to it that one call runs at a time.</summary>
/// <param name="userId">The person's id.</param>
/// <param name="node">What the actors of the node share.</param>
public class UserActor(string userId, ActorNode node) : BehaviorActor<UserState>(node), IUser
{
    /// <inheritdoc/>
    public ValueTask<UserProfile?> Describe() =>
        new(State.EventCount == 0 ? null : ProfileDescription.Of(userId, State, Node.Context, EventTime.Seconds(Node.Time.GetUtcNow())));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<double>> Features(IReadOnlyList<string> names)
    {
        var now = EventTime.Seconds(Node.Time.GetUtcNow());
        var values = new double[names.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = FeatureName.Parse(names[i]) is { } name ? FeatureReader.Read(name, State, now, Node.Context) : double.NaN;
        }
        return new(values);
    }
}
