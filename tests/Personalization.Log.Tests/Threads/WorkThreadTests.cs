using System.Threading.Channels;
using Personalization.Log.Threads;

namespace Personalization.Log.Tests.Threads;

public sealed class WorkThreadTests : IAsyncDisposable
{
    private readonly WorkThread _thread = new("test", 4);

    [Fact]
    public async Task Work_runs_in_turn_on_one_thread_that_is_not_of_the_pool()
    {
        var seen = new List<(int Number, int Thread, bool IsPool)>();
        for (var i = 0; i < 20; i++)
        {
            var number = i;
            await _thread.Post(() => seen.Add((number, Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread)));
        }
        Assert.Equal(20, await _thread.Run(() => seen.Count));
        Assert.Equal(Enumerable.Range(0, 20), seen.Select(static s => s.Number));
        Assert.Single(seen.Select(static s => (s.Thread, s.IsPool)).Distinct());
        Assert.False(seen[0].IsPool);
    }

    [Fact]
    public async Task Too_much_work_waits_for_room()
    {
        using var gate = new ManualResetEventSlim();
        var isRunning = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _thread.Post(() =>
        {
            isRunning.SetResult();
            gate.Wait(TestContext.Current.CancellationToken);
        });
        await isRunning.Task;
        for (var i = 0; i < 4; i++)
        {
            Assert.True(_thread.TryPost(static () => { }));
        }
        Assert.False(_thread.TryPost(static () => { }));
        var waiting = _thread.Post(static () => { });
        Assert.False(waiting.IsCompleted);
        gate.Set();
        await waiting;
    }

    [Fact]
    public async Task Fault_of_a_request_is_its_callers_and_the_thread_goes_on()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => _thread.Run<int>(static () => throw new InvalidDataException()));
        Assert.Equal(3, await _thread.Run(static () => 3));
    }

    [Fact]
    public async Task Fault_of_other_work_ends_the_thread_and_whoever_waits_is_told_of_it()
    {
        using var gate = new ManualResetEventSlim();
        await _thread.Post(() =>
        {
            gate.Wait(TestContext.Current.CancellationToken);
            throw new InvalidDataException();
        });
        var waiting = _thread.Run(static () => 1);
        gate.Set();
        var told = await Assert.ThrowsAsync<ChannelClosedException>(() => waiting);
        Assert.IsType<InvalidDataException>(told.InnerException);
        await _thread.DisposeAsync();
        await Assert.ThrowsAsync<ChannelClosedException>(async () => await _thread.Post(static () => { }));
        await Assert.ThrowsAsync<ChannelClosedException>(() => _thread.Run(static () => 1));
    }

    public ValueTask DisposeAsync() => _thread.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task End_comes_behind_what_was_added(bool isAwaited)
    {
        var count = 0;
        for (var i = 0; i < 4; i++)
        {
            await _thread.Post(() => count++);
        }
        if (isAwaited)
        {
            await _thread.DisposeAsync();
        }
        else
        {
#pragma warning disable CA1849 // What is tested is the end for those who cannot await it.
            _thread.Dispose();
#pragma warning restore CA1849
        }
        Assert.Equal(4, count);
        Assert.False(_thread.TryPost(static () => { }));
    }
}
