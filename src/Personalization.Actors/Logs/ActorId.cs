namespace Personalization.Actors.Logs;

/// <summary>An actor's identity.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Key">Its key.</param>
public readonly record struct ActorId(ActorKind Kind, string Key);
