namespace Personalization.Embedded.Hosting;

internal sealed partial class ActorHost<TActor>
{
    /// <summary>Calls an actor and gets an answer. The place in line is taken before this returns.</summary>
    /// <param name="key">The actor's key.</param>
    /// <param name="arg">What the turn needs; with it the turn can be a static lambda.</param>
    /// <param name="turn">The work, with the actor for itself until its task ends. Its exception goes to the caller.</param>
    /// <returns>Fails with <see cref="ObjectDisposedException"/> when the host is draining.</returns>
    public ValueTask<TResult> Call<TArg, TResult>(string key, TArg arg, Func<TActor, TArg, ValueTask<TResult>> turn)
    {
        var hash = Hash(key);
        if (Shard(hash).Find(key, hash) is not { } activation || _closed || !activation.TryEnter())
            return CallInTurn(key, arg, turn);
        if (activation.Actor is not { } actor)
            return EndTurn(activation, ActivateAndRun(activation, arg, turn));

        ValueTask<TResult> task;
        try
        {
            task = turn(actor, arg);
        }
        catch (Exception fault)
        {
            task = ValueTask.FromException<TResult>(fault);
        }

        if (!task.IsCompleted)
            return EndTurn(activation, task);
        activation.LastCall = _clock.Now;
        activation.Leave();
        return task;
    }

    /// <summary>Calls an actor that gives no answer. The place in line is taken before this returns.</summary>
    /// <param name="key">The actor's key.</param>
    /// <param name="arg">What the turn needs; with it the turn can be a static lambda.</param>
    /// <param name="turn">The work, with the actor for itself until its task ends. Its exception goes to the caller.</param>
    /// <returns>Fails with <see cref="ObjectDisposedException"/> when the host is draining.</returns>
    public ValueTask Call<TArg>(string key, TArg arg, Func<TActor, TArg, ValueTask> turn)
    {
        var hash = Hash(key);
        if (Shard(hash).Find(key, hash) is not { } activation || _closed || !activation.TryEnter())
            return CallInTurn(key, arg, turn);
        if (activation.Actor is not { } actor)
            return EndTurn(activation, ActivateAndRun(activation, arg, turn));

        ValueTask task;
        try
        {
            task = turn(actor, arg);
        }
        catch (Exception fault)
        {
            task = ValueTask.FromException(fault);
        }

        if (!task.IsCompleted)
            return EndTurn(activation, task);
        activation.LastCall = _clock.Now;
        activation.Leave();
        return task;
    }
}
