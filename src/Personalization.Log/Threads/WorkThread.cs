using System.Threading.Channels;

namespace Personalization.Log.Threads;

/// <summary>
/// Runs work in turn on a thread of its own. Long work on a thread of the pool would keep it from requests; the operating system shares
/// processors between threads, the pool does not. Thread-safe.
/// </summary>
public sealed class WorkThread : IDisposable, IAsyncDisposable
{
    private readonly Channel<object> _work;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Its name in tools; 15 characters are shown.</param>
    /// <param name="most">How many pieces of work may wait; who brings more waits too.</param>
    public WorkThread(string name, int most)
    {
        _work = Channel.CreateBounded<object>(new BoundedChannelOptions(most) { SingleReader = true });
        _thread = new Thread(Work) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Adds work whose fault ends the thread: what follows could not be right without it.</summary>
    /// <exception cref="ChannelClosedException">The thread has ended; the inner exception says of which fault.</exception>
    public ValueTask Post(Action work) => _work.Writer.WriteAsync(work);

    /// <summary>The same, unless too much waits.</summary>
    public bool TryPost(Action work) => _work.Writer.TryWrite(work);

    /// <summary>Runs work behind what was added before. Its fault is the caller's.</summary>
    /// <exception cref="ChannelClosedException">The thread has ended.</exception>
    public async Task<T> Run<T>(Func<T> work)
    {
        var request = new Request<T>(work);
        await _work.Writer.WriteAsync(request);
        return await request.Done;
    }

    /// <summary>Runs what was added, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _work.Writer.TryComplete();
        await _ended.Task;
    }

    /// <summary>The same, for those who cannot wait otherwise.</summary>
    public void Dispose()
    {
        _work.Writer.TryComplete();
        _thread.Join();
    }

    private void Work()
    {
        try
        {
            while (IsMore())
            {
                while (_work.Reader.TryRead(out var work))
                {
                    (work as Action)?.Invoke();
                    (work as IRequest)?.Run();
                }
            }
        }
        catch (Exception fault)
        {
            // Nobody waits for a thread that is no more: whoever asks is told why.
            _work.Writer.TryComplete(fault);
            while (_work.Reader.TryRead(out var work))
            {
                (work as IRequest)?.Fail(fault);
            }
        }
        _ended.SetResult();
    }

    private bool IsMore()
    {
        var more = _work.Reader.WaitToReadAsync();
#pragma warning disable RS0030 // This thread has nothing else to do, and is not of the pool.
        return more.IsCompleted ? more.Result : more.AsTask().GetAwaiter().GetResult();
#pragma warning restore RS0030
    }

    private interface IRequest
    {
        void Run();

        void Fail(Exception fault);
    }

    private sealed class Request<T>(Func<T> work) : IRequest
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Done => _done.Task;

        public void Run()
        {
            try
            {
                _done.SetResult(work());
            }
            catch (Exception fault)
            {
                _done.SetException(fault);
            }
        }

        public void Fail(Exception fault) => _done.SetException(new ChannelClosedException(fault));
    }
}
