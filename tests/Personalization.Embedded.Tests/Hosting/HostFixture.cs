using System.Collections.Concurrent;
using Personalization.Embedded.Hosting;

namespace Personalization.Embedded.Tests.Hosting;

/// <summary>A host of counters whose store is a dictionary.</summary>
internal sealed class HostFixture
{
    public HostFixture(int maxActivations = int.MaxValue) =>
        Host = new(
            async key =>
            {
                await BeforeActivating(key);
                Interlocked.Increment(ref Activations);
                return new Counter { Value = Stored.GetValueOrDefault(key) };
            },
            async (key, counter) =>
            {
                counter.Enter();
                await BeforeDeactivating(key);
                Stored[key] = counter.Value;
                counter.IsGone = true;
                counter.Exit();
            },
            new() { MaxActivations = maxActivations },
            Time);

    public ActorHost<Counter> Host { get; }

    public ManualTime Time { get; } = new();

    public ConcurrentDictionary<string, long> Stored { get; } = new();

    public int Activations;

    public Func<string, ValueTask> BeforeActivating { get; set; } = _ => default;

    public Func<string, ValueTask> BeforeDeactivating { get; set; } = _ => default;

    /// <summary>Adds one, with so many waits in the middle of the turn, and gives the new value.</summary>
    public ValueTask<long> Add(string key, int waits = 0) => Host.Call(key, waits, static async (counter, waits) =>
    {
        counter.Enter();
        var value = counter.Value;
        for (var i = 0; i < waits; i++)
            await Task.Yield();
        counter.Value = value + 1;
        counter.Exit();
        return value + 1;
    });

    public sealed class Counter
    {
        private int _inside;

        public long Value { get; set; }

        public bool IsGone { get; set; }

        public void Enter()
        {
            Assert.Equal(1, Interlocked.Increment(ref _inside));
            Assert.False(IsGone);
        }

        public void Exit() => Interlocked.Decrement(ref _inside);
    }
}
