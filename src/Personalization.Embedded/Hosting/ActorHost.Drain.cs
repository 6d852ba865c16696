namespace Personalization.Embedded.Hosting;

internal sealed partial class ActorHost<TActor>
{
    /// <summary>
    /// Runs a turn on every actor in memory, one after the other, each in its mailbox; for checkpoints. It does not count as a call. Actors that come
    /// or go meanwhile may be left out.
    /// </summary>
    /// <returns>Fails with the first exception of a turn, and ends there.</returns>
    public async ValueTask ForEachActive<TArg>(TArg arg, Func<string, TActor, TArg, ValueTask> turn)
    {
        var activations = new List<Activation<TActor>>();
        foreach (var shard in _shards)
        {
            activations.Clear();
            shard.CopyTo(activations);
            foreach (var activation in activations)
            {
                if (!await activation.Enter())
                    continue;
                try
                {
                    if (activation.Actor is { } actor)
                        await turn(activation.Key, actor, arg);
                }
                finally
                {
                    Release(activation);
                }
            }
        }
    }

    /// <summary>
    /// Refuses new calls, lets those in line finish and deactivates every actor. Calls that a turn makes are refused too, so drain the
    /// callers' hosts first.
    /// </summary>
    /// <returns>
    /// Fails with an <see cref="AggregateException"/> of the deactivations that failed; their actors left memory all the same.
    /// </returns>
    public async ValueTask DrainAsync()
    {
        _closed = true;
        foreach (var shard in _shards)
            shard.Close();

        var faults = new List<Exception>();
        var activations = new List<Activation<TActor>>();
        foreach (var shard in _shards)
        {
            // A call that got in line behind the drain activates its actor again, hence more than one pass.
            while (shard.Count > 0)
            {
                activations.Clear();
                shard.CopyTo(activations);
                foreach (var activation in activations)
                    await Drain(activation, faults);
            }
        }

        if (faults.Count > 0)
            throw new AggregateException("Some actors could not be saved on the way out.", faults);
    }

    private async ValueTask Drain(Activation<TActor> activation, List<Exception> faults)
    {
        if (!await activation.Enter())
            return;
        try
        {
            if (activation.Actor is { } actor)
                await _deactivate(activation.Key, actor);
        }
        catch (Exception fault)
        {
            faults.Add(fault);
        }
        finally
        {
            activation.Actor = null;
            Release(activation);
        }
    }
}
