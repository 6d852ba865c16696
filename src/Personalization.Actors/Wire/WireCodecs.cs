using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Personalization.Actors.Wire;

/// <summary>The binary forms of all messages that cross between the nodes of a cluster, by type and by number. Thread-safe.</summary>
public static class WireCodecs
{
    /// <summary>The highest number that a message may have: it fits one byte as a variable-length integer.</summary>
    public const int MaxId = 127;

    private static readonly FrozenDictionary<Type, WireCodec> ByType;
    private static readonly WireCodec?[] ById = new WireCodec?[MaxId + 1];
    private static readonly ConcurrentDictionary<Type, WireCodec?> ByRuntimeType = new();

    static WireCodecs()
    {
        All =
        [
            .. EventWire.Codecs, .. CatalogWire.Codecs, .. ProfileWire.Codecs, .. RequestWire.Codecs, .. RankingWire.Codecs, .. DecisionWire.Codecs,
            .. AssignmentWire.Codecs, .. ClusterWire.Codecs, .. ValueWire.Codecs,
        ];
        ByType = All.ToFrozenDictionary(codec => codec.Type);
        foreach (var codec in All)
        {
            ById[codec.Id] = codec;
        }
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WireCodec> All { get; }

    /// <summary>Whether values of <paramref name="runtimeType"/> are messages.</summary>
    public static bool Knows(Type runtimeType) => For(runtimeType) is not null;

    /// <summary>The form of exactly the message type <paramref name="type"/>, a list's interface included; <see langword="null"/> for others.</summary>
    public static WireCodec? Find(Type type) => ByType.GetValueOrDefault(type);

    /// <summary>The form with the number <paramref name="id"/>; <see langword="null"/> when this release has none.</summary>
    public static WireCodec? Find(int id) => (uint)id < (uint)ById.Length ? ById[id] : null;

    /// <summary>
    /// The form of values whose type is <paramref name="runtimeType"/>: the message itself, or anything that is a list of messages, be it an array, a list or
    /// what the compiler makes of a collection expression; <see langword="null"/> when they are no messages.
    /// </summary>
    public static WireCodec? For(Type runtimeType) => ByRuntimeType.GetOrAdd(runtimeType, static type => Find(type) ?? FindList(type));

    private static WireCodec? FindList(Type type)
    {
        foreach (var codec in All)
        {
            if (codec.Type.IsInterface && codec.Type.IsAssignableFrom(type))
            {
                return codec;
            }
        }
        return null;
    }
}
