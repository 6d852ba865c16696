namespace Personalization.Grains.Storage;

/// <summary>An actor's saved state, in the form that every host writes. Out of memory between saving and loading.</summary>
/// <remarks>When an actor moves to another silo, Orleans sends this along as it is, without the bytes; the actor reads it again there.</remarks>
[GenerateSerializer]
[Alias("actor-snapshot")]
public sealed class ActorSnapshot
{
    /// <summary>How many events are in the state; grows from one saving to the next.</summary>
    [Id(0)]
    public long Position { get; set; }

    /// <summary>The state's bytes.</summary>
    [Id(1)]
    public ReadOnlyMemory<byte> State { get; set; }
}
