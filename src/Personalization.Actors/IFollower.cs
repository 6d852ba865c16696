using Personalization.Contracts.Events;

namespace Personalization.Actors;

/// <summary>An actor that follows a log in parts. One call at a time.</summary>
public interface IFollower : ISnapshotActor
{
    /// <summary>Position of the last applied event of a part of the log; -1 before the first.</summary>
    long PositionIn(int partition);

    /// <summary>Applies the next event. One already applied changes nothing.</summary>
    void Apply(in LoggedEvent logged);
}
