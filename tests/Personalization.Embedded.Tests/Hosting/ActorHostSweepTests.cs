using System.Collections.Concurrent;
using Personalization.Embedded.Hosting;

namespace Personalization.Embedded.Tests.Hosting;

public sealed class ActorHostSweepTests
{
    [Fact]
    public async Task Idle_actor_leaves_and_comes_back_with_its_state()
    {
        var fixture = new HostFixture();
        await fixture.Add("old");
        fixture.Time.Advance(TimeSpan.FromMinutes(3));
        await fixture.Add("young");
        fixture.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(1, await fixture.Host.SweepIdle(TimeSpan.FromMinutes(5), int.MaxValue));
        Assert.Equal((1, "old"), (fixture.Host.Count, Assert.Single(fixture.Stored).Key));
        Assert.Equal(2, await fixture.Add("old"));
        Assert.Equal(3, fixture.Activations);
    }

    [Fact]
    public async Task Sweep_takes_at_most_the_maximum_and_the_next_goes_on()
    {
        var fixture = new HostFixture();
        for (var i = 0; i < 100; i++)
            await fixture.Add($"{i}");
        Assert.Equal(30, await fixture.Host.SweepIdle(TimeSpan.Zero, 30));
        Assert.Equal(70, await fixture.Host.SweepIdle(TimeSpan.Zero, 100));
        Assert.Equal(0, fixture.Host.Count);
    }

    [Fact]
    public async Task Above_the_limit_those_called_least_recently_leave()
    {
        var fixture = new HostFixture(maxActivations: 60);
        for (var i = 0; i < 100; i++)
        {
            await fixture.Add($"{i}");
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(40, await fixture.Host.SweepIdle(TimeSpan.FromDays(1), int.MaxValue));
        Assert.Equal(Enumerable.Range(0, 40), fixture.Stored.Keys.Select(key => int.Parse(key, null)).Order());
    }

    [Fact]
    public async Task Busy_actor_stays()
    {
        var fixture = new HostFixture();
        var gate = new TaskCompletionSource();
        var call = fixture.Host.Call("a", gate.Task, static async (_, gate) => await gate);
        Assert.Equal(0, await fixture.Host.SweepIdle(TimeSpan.Zero, int.MaxValue));
        gate.SetResult();
        await call;
    }

    [Fact]
    public async Task Call_during_deactivation_waits_and_gets_a_fresh_actor()
    {
        var gate = new TaskCompletionSource();
        var fixture = new HostFixture { BeforeDeactivating = _ => new(gate.Task) };
        await fixture.Add("a");
        var sweep = fixture.Host.SweepIdle(TimeSpan.Zero, int.MaxValue).AsTask();
        var call = fixture.Add("a").AsTask();
        Assert.False(call.IsCompleted);
        Assert.Equal(1, fixture.Activations);
        gate.SetResult();
        Assert.Equal(1, await sweep);
        Assert.Equal(2, await call);
        Assert.Equal((2, 1), (fixture.Activations, fixture.Host.Count));
    }

    [Fact]
    public async Task Actor_that_cannot_be_saved_stays_in_memory()
    {
        var host = new ActorHost<HostFixture.Counter>(
            _ => new(new HostFixture.Counter()), (_, _) => throw new InvalidTimeZoneException(), new(), new ManualTime());
        await host.Call("a", 0, static (counter, _) => new ValueTask<long>(counter.Value = 5));
        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await host.SweepIdle(TimeSpan.Zero, int.MaxValue));
        Assert.Equal(5, await host.Call("a", 0, static (counter, _) => new ValueTask<long>(counter.Value)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Calls_racing_with_sweeps_lose_no_increment(int seed)
    {
        const int callers = 6, calls = 3_000, keys = 12;
        var delays = new ThreadLocal<Random>(() => new Random(seed));
        async ValueTask SometimesYield(string _)
        {
            if (delays.Value!.Next(2) == 0)
                await Task.Yield();
        }

        var fixture = new HostFixture(maxActivations: keys / 2) { BeforeActivating = SometimesYield, BeforeDeactivating = SometimesYield };
        var model = new ConcurrentDictionary<string, long>();
        var running = callers;
        var sweeps = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            long left = 0;
            while (Volatile.Read(ref running) > 0)
            {
                left += await fixture.Host.SweepIdle(TimeSpan.Zero, 3);
                await Task.Yield();
            }

            return left;
        })).ToArray();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random((seed * 100) + caller);
            for (var i = 0; i < calls; i++)
            {
                var key = $"{random.Next(keys)}";
                await fixture.Add(key, random.Next(3) / 2);
                model.AddOrUpdate(key, 1, (_, count) => count + 1);
                if (random.Next(50) == 0)
                    await fixture.Host.ForEachActive(0, static (_, counter, _) => { counter.Enter(); counter.Exit(); return default; });
            }

            Interlocked.Decrement(ref running);
        })));
        var departures = (await Task.WhenAll(sweeps)).Sum();

        await fixture.Host.DrainAsync();
        Assert.Equal(0, fixture.Host.Count);
        Assert.True(departures > 0);
        Assert.Equal(model.OrderBy(entry => entry.Key), fixture.Stored.OrderBy(entry => entry.Key));
    }
}
