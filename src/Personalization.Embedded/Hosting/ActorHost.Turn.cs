namespace Personalization.Embedded.Hosting;

internal sealed partial class ActorHost<TActor>
{
    // The slow paths of a call: the actor is not in memory, or its mailbox is held, or the turn awaits.
    private async ValueTask<TResult> CallInTurn<TArg, TResult>(string key, TArg arg, Func<TActor, TArg, ValueTask<TResult>> turn)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        Activation<TActor> activation;
        bool added;
        do
            activation = FindOrAdd(key, out added);
        while (!added && !await activation.Enter());
        return await EndTurn(activation, ActivateAndRun(activation, arg, turn));
    }

    private async ValueTask CallInTurn<TArg>(string key, TArg arg, Func<TActor, TArg, ValueTask> turn)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        Activation<TActor> activation;
        bool added;
        do
            activation = FindOrAdd(key, out added);
        while (!added && !await activation.Enter());
        await EndTurn(activation, ActivateAndRun(activation, arg, turn));
    }

    private async ValueTask<TResult> ActivateAndRun<TArg, TResult>(Activation<TActor> activation, TArg arg, Func<TActor, TArg, ValueTask<TResult>> turn) =>
        await turn(activation.Actor ?? await Activate(activation), arg);

    private async ValueTask ActivateAndRun<TArg>(Activation<TActor> activation, TArg arg, Func<TActor, TArg, ValueTask> turn) =>
        await turn(activation.Actor ?? await Activate(activation), arg);

    private async ValueTask<TResult> EndTurn<TResult>(Activation<TActor> activation, ValueTask<TResult> turn)
    {
        try
        {
            return await turn;
        }
        finally
        {
            activation.LastCall = _clock.Now;
            Release(activation);
        }
    }

    private async ValueTask EndTurn(Activation<TActor> activation, ValueTask turn)
    {
        try
        {
            await turn;
        }
        finally
        {
            activation.LastCall = _clock.Now;
            Release(activation);
        }
    }
}
