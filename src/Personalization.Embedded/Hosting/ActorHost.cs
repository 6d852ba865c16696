using System.Numerics;

namespace Personalization.Embedded.Hosting;

/// <summary>
/// Keeps the actors of one type in one process. At most one actor per key is in memory; it takes one call at a time, in the order of arrival,
/// also while a turn awaits; the first call activates it, and sweeps take it out again. A turn must not call its own key: it would wait
/// for itself. Thread-safe.
/// </summary>
/// <remarks>
/// A call that finds the actor in memory and free runs on the caller's thread at once, without allocation. An activation takes 64 bytes and about 8 to 16 in
/// the table, the key and the actor not counted.
/// </remarks>
/// <typeparam name="TActor">The type of actor.</typeparam>
internal sealed partial class ActorHost<TActor>
    where TActor : class
{
    private const int ShardBits = 6;

    private readonly ActivationShard<TActor>[] _shards = new ActivationShard<TActor>[1 << ShardBits];
    private readonly Func<string, ValueTask<TActor>> _activate;
    private readonly Func<string, TActor, ValueTask> _deactivate;
    private readonly ActorHostOptions _options;
    private readonly CoarseClock _clock;
    private volatile bool _closed;

    /// <summary>Creates an empty host.</summary>
    /// <param name="activate">Makes the actor of a key, usually from its snapshot. Its exception goes to the call; the next call tries again.</param>
    /// <param name="deactivate">Saves an actor that is about to leave memory. When it throws, the actor stays.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock that says what is idle, by its timestamps.</param>
    public ActorHost(
        Func<string, ValueTask<TActor>> activate, Func<string, TActor, ValueTask> deactivate, ActorHostOptions options, TimeProvider time)
    {
        _activate = activate;
        _deactivate = deactivate;
        _options = options;
        _clock = new(time);
        for (var i = 0; i < _shards.Length; i++)
            _shards[i] = new();
    }

    /// <summary>How many actors are in memory, those being activated included.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var shard in _shards)
                count += shard.Count;
            return count;
        }
    }

    // Keys come from outside, so the hash is the seeded one; the shard takes the high bits because buckets take the low ones.
    private static int Hash(string key) => key.GetHashCode();

    private ActivationShard<TActor> Shard(int hash) => _shards[BitOperations.RotateLeft((uint)hash, ShardBits) & ((1 << ShardBits) - 1)];

    private Activation<TActor> FindOrAdd(string key, out bool added)
    {
        var hash = Hash(key);
        return Shard(hash).FindOrAdd(key, hash, out added) ?? throw Closed();
    }

    private async ValueTask<TActor> Activate(Activation<TActor> activation) => activation.Actor = await _activate(activation.Key);

    // A mailbox without an actor, after a failed activation or a deactivation, leaves memory unless a call waits: that one activates anew.
    private void Release(Activation<TActor> activation)
    {
        if (activation.Actor is null && Shard(activation.Hash).TryRemove(activation))
            return;
        activation.Leave();
    }

    private ObjectDisposedException Closed() => new(GetType().Name, "The actor host is draining; it takes no new calls.");
}
