using Personalization.Engine.Binary;

namespace Personalization.Actors;

/// <summary>An actor whose state is saved as a whole, with the log position inside it. Called under the actor's mailbox.</summary>
public interface ISnapshotActor
{
    /// <summary>Log position up to which the state is current; -1 before the first event.</summary>
    long Position { get; }

    /// <summary>Log position of the last saved or loaded state; less than <see cref="Position"/> when there is something to save.</summary>
    long SavedPosition { get; }

    /// <summary>Writes the state and counts it as saved.</summary>
    void Save(ByteWriter writer);

    /// <summary>Replaces the state by a saved one.</summary>
    /// <exception cref="FormatException">The snapshot is of an unknown version.</exception>
    void Load(ReadOnlySpan<byte> snapshot);
}
