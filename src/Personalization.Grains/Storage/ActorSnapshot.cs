namespace Personalization.Grains.Storage;

/// <summary>An actor's saved state, in the form that every host writes. Out of memory between saving and loading.</summary>
public sealed class ActorSnapshot
{
    /// <summary>How many events are in the state; grows from one saving to the next.</summary>
    public long Position { get; set; }

    /// <summary>The state's bytes.</summary>
    public ReadOnlyMemory<byte> State { get; set; }
}
