using System.Buffers.Binary;
using Orleans.Storage;

namespace Personalization.Grains.Storage;

/// <summary>Gives grain storage an actor's state as it is: eight bytes of position, then the state.</summary>
internal sealed class ActorSnapshotSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input)
    {
        var snapshot = input as ActorSnapshot ?? throw new NotSupportedException($"Only actor states are kept here, not {typeof(T)}.");
        var bytes = new byte[8 + snapshot.State.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, snapshot.Position);
        snapshot.State.Span.CopyTo(bytes.AsSpan(8));
        return new BinaryData(bytes);
    }

    public T Deserialize<T>(BinaryData input)
    {
        var bytes = input.ToMemory();
        object snapshot = bytes.Length < 8
            ? new ActorSnapshot()
            : new ActorSnapshot { Position = BinaryPrimitives.ReadInt64LittleEndian(bytes.Span), State = bytes[8..] };
        return (T)snapshot;
    }
}
