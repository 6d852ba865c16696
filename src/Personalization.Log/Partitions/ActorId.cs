namespace Personalization.Log.Partitions;

/// <summary>An actor's identity.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Key">Its key.</param>
[GenerateSerializer, Immutable, Alias("actor-id")]
public readonly record struct ActorId([property: Id(0)] ActorKind Kind, [property: Id(1)] string Key);
