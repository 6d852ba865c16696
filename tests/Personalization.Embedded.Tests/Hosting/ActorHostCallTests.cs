namespace Personalization.Embedded.Tests.Hosting;

public sealed class ActorHostCallTests
{
    [Fact]
    public async Task Call_of_a_free_actor_runs_within_the_call()
    {
        var fixture = new HostFixture();
        var turns = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            var call = fixture.Host.Call("a", turns, static (_, turns) =>
            {
                turns.Add(Environment.CurrentManagedThreadId);
                return default;
            });
            Assert.Equal((i + 1, Environment.CurrentManagedThreadId), (turns.Count, turns[i]));
            await call;
        }

        Assert.Equal((1, 1), (fixture.Activations, fixture.Host.Count));
    }

    [Fact]
    public async Task Call_of_a_free_actor_allocates_nothing()
    {
        var fixture = new HostFixture();
        static ValueTask<long> Turn(HostFixture.Counter counter, int by) => new(counter.Value += by);
        for (var i = 0; i < 100; i++)
            await fixture.Host.Call("a", 1, Turn);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            await fixture.Host.Call("a", 1, Turn);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Calls_from_many_threads_with_awaiting_turns_never_interleave()
    {
        const int threads = 8, calls = 2_000, keys = 3;
        var fixture = new HostFixture();
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(async () =>
        {
            var random = new Random(thread);
            for (var i = 0; i < calls; i++)
                await fixture.Add($"key {random.Next(keys)}", random.Next(3));
        })));

        long sum = 0;
        for (var i = 0; i < keys; i++)
            sum += await fixture.Add($"key {i}") - 1;
        Assert.Equal(threads * calls, sum);
        Assert.Equal(keys, fixture.Activations);
    }

    [Fact]
    public async Task Calls_without_awaiting_are_served_in_the_order_of_each_caller()
    {
        const int callers = 4, calls = 500;
        var fixture = new HostFixture { BeforeActivating = async _ => await Task.Yield() };
        var served = new List<(int Caller, int Call)>();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var pending = new List<Task>();
            for (var i = 0; i < calls; i++)
            {
                pending.Add(fixture.Host.Call("a", (served, caller, i), static async (counter, arg) =>
                {
                    counter.Enter();
                    await Task.Yield();
                    arg.served.Add((arg.caller, arg.i));
                    counter.Exit();
                }).AsTask());
            }

            await Task.WhenAll(pending);
        })));

        Assert.Equal(callers * calls, served.Count);
        foreach (var own in served.GroupBy(entry => entry.Caller))
            Assert.Equal(Enumerable.Range(0, calls), own.Select(entry => entry.Call));
    }

    [Fact]
    public async Task First_calls_at_once_activate_once()
    {
        var gate = new TaskCompletionSource();
        var fixture = new HostFixture { BeforeActivating = _ => new(gate.Task) };
        var calls = Enumerable.Range(0, 20).Select(_ => fixture.Add("a").AsTask()).ToArray();
        gate.SetResult();
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), await Task.WhenAll(calls));
        Assert.Equal(1, fixture.Activations);
    }

    [Fact]
    public async Task Exception_of_a_turn_goes_to_its_caller_and_the_next_call_is_served()
    {
        var fixture = new HostFixture();
        await fixture.Add("a");
        await Assert.ThrowsAsync<InvalidTimeZoneException>(
            async () => await fixture.Host.Call<int, long>("a", 0, static (_, _) => throw new InvalidTimeZoneException()));
        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await fixture.Host.Call("a", 0, static async (_, _) =>
        {
            await Task.Yield();
            throw new InvalidTimeZoneException();
        }));
        Assert.Equal(2, await fixture.Add("a"));
    }

    [Fact]
    public async Task Failed_activation_goes_to_its_caller_and_the_next_call_tries_again()
    {
        var gate = new TaskCompletionSource();
        var tries = 0;
        var fixture = new HostFixture();
        fixture.BeforeActivating = async _ =>
        {
            await gate.Task;
            if (++tries == 1)
                throw new InvalidTimeZoneException();
        };
        var first = fixture.Add("a").AsTask();
        var second = fixture.Add("a").AsTask();
        gate.SetResult();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => first);
        Assert.Equal(1, await second);
    }

    [Fact]
    public async Task Key_whose_activation_failed_takes_no_memory()
    {
        var fixture = new HostFixture { BeforeActivating = _ => throw new InvalidTimeZoneException() };
        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await fixture.Add("a"));
        Assert.Equal(0, fixture.Host.Count);
    }

    [Fact]
    public async Task Many_keys_are_found_again_after_growth()
    {
        var fixture = new HostFixture();
        for (var i = 0; i < 20_000; i++)
            await fixture.Add($"{i}");
        for (var i = 0; i < 20_000; i++)
            Assert.Equal(2, await fixture.Add($"{i}"));
        Assert.Equal((20_000, 20_000), (fixture.Activations, fixture.Host.Count));
    }
}
