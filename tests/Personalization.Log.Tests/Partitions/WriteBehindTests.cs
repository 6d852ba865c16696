using Microsoft.Extensions.Time.Testing;
using Personalization.Log.Partitions;

namespace Personalization.Log.Tests.Partitions;

/// <summary>Entries that are written behind.</summary>
public sealed class WriteBehindTests
{
    [Fact]
    public async Task Write_while_another_is_under_way_leads_to_an_end_after_both()
    {
        var gates = new Dictionary<int, TaskCompletionSource> { [1] = new(), [2] = new() };
        await using var behind = Create(async entries => await gates[entries[0]].Task);
        behind.Add(1);
        var first = behind.Write();
        var nothing = behind.Write();
        behind.Add(2);
        var second = behind.Write();

        Assert.False(nothing.IsCompleted, "What was taken before is not written yet.");
        gates[2].SetResult();
        Assert.False(second.IsCompleted, "What was taken before is not written yet.");
        gates[1].SetResult();
        await Task.WhenAll(first, nothing, second).WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task Fault_leads_to_counted_losses_and_later_entries_are_written()
    {
        var written = new List<int>();
        await using var behind = Create(entries =>
        {
            if (entries.Contains(1))
            {
                throw new IOException("full");
            }
            written.AddRange(entries);
            return ValueTask.CompletedTask;
        });
        behind.Add(1);
        behind.Add(2);
        await behind.Write();
        behind.Add(3);
        await behind.Write();

        Assert.Equal(2, behind.Dropped);
        Assert.Equal([3], written);
    }

    [Fact]
    public async Task Too_many_entries_lead_to_counted_losses()
    {
        await using var behind = Create(static _ => ValueTask.CompletedTask);
        Assert.True(behind.Add(1) && behind.Add(2) && behind.Add(3));
        Assert.False(behind.Add(4));
        Assert.Equal(1, behind.Dropped);
    }

    private static WriteBehind<int> Create(Func<IReadOnlyList<int>, ValueTask> write) =>
        new(TimeSpan.FromSeconds(1), most: 3, write, static (_, _) => { }, new FakeTimeProvider(TestNode.Start));
}
