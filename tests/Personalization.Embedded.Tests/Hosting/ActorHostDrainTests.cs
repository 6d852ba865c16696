namespace Personalization.Embedded.Tests.Hosting;

public sealed class ActorHostDrainTests
{
    [Fact]
    public async Task Drain_saves_every_actor_and_refuses_further_calls()
    {
        var fixture = new HostFixture();
        for (var i = 0; i < 500; i++)
            await fixture.Add($"{i}");
        await fixture.Host.DrainAsync();
        Assert.Equal((0, 500), (fixture.Host.Count, fixture.Stored.Count));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await fixture.Add("1"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await fixture.Host.Call("new", 0, static (_, _) => default(ValueTask)));
    }

    [Fact]
    public async Task Calls_in_line_finish_before_the_drain()
    {
        var fixture = new HostFixture();
        var gate = new TaskCompletionSource();
        fixture.BeforeActivating = _ => new(gate.Task);
        var calls = Enumerable.Range(0, 10).Select(_ => fixture.Add("a", 1).AsTask()).ToArray();
        var drain = fixture.Host.DrainAsync().AsTask();
        Assert.False(drain.IsCompleted);
        gate.SetResult();
        await Task.WhenAll(calls);
        await drain;
        Assert.Equal(10, fixture.Stored["a"]);
    }

    [Fact]
    public async Task Actor_that_cannot_be_saved_does_not_keep_others_from_being_saved()
    {
        var fixture = new HostFixture();
        await fixture.Add("good");
        await fixture.Add("bad");
        await fixture.Add("fine");
        fixture.BeforeDeactivating = key => key == "bad" ? throw new InvalidTimeZoneException() : default;
        var faults = await Assert.ThrowsAsync<AggregateException>(async () => await fixture.Host.DrainAsync());
        Assert.IsType<InvalidTimeZoneException>(Assert.Single(faults.InnerExceptions));
        Assert.Equal(["fine", "good"], fixture.Stored.Keys.Order());
        Assert.Equal(0, fixture.Host.Count);
    }

    [Fact]
    public async Task Turn_for_each_active_actor_sees_every_one_once_and_leaves_idle_times_alone()
    {
        var fixture = new HostFixture();
        for (var i = 0; i < 100; i++)
            await fixture.Add($"{i}");
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        var seen = new List<string>();
        await fixture.Host.ForEachActive(seen, static (key, counter, seen) =>
        {
            Assert.Equal(1, counter.Value);
            seen.Add(key);
            return default;
        });
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}").Order(), seen.Order());
        Assert.Equal(100, await fixture.Host.SweepIdle(TimeSpan.FromSeconds(30), int.MaxValue));
    }
}
