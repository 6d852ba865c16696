namespace Personalization.Log.Partitions;

/// <summary>The types of actors that events go to. The numbers cross between nodes and never change.</summary>
[GenerateSerializer, Alias("actor-kind")]
public enum ActorKind : byte
{
    /// <summary>A person.</summary>
    User = 1,

    /// <summary>A visit.</summary>
    Session = 2,
}
