using Personalization.Log.Partitions;
using Personalization.Storage.Tests.Stores;

namespace Personalization.Storage.Tests.Logs;

/// <summary>What every store of logs must do.</summary>
public abstract class LogStoreContract : StoresContract
{
    [Fact]
    public async Task Log_that_does_not_exist_is_empty()
    {
        Assert.Equal(0, await Stores.Logs.NextPosition("events/0"));
        Assert.Empty(await Stores.Logs.Texts("events/0"));
        Assert.Equal(0, await Stores.Logs.TruncateBefore("events/0", 100));
        Assert.Empty(await Stores.Logs.Names(""));
    }

    [Fact]
    public async Task Appended_entries_are_read_in_order_with_all_they_carry()
    {
        Assert.True(await Stores.Logs.TryAppend("events/0", 0, 2, Rows.Of(0, "a", "")));
        Assert.True(await Stores.Logs.TryAppend("events/0", 2, 1, Rows.Of(2, "ä")));
        Assert.Equal(3, await Stores.Logs.NextPosition("events/0"));
        var entries = new List<LogEntry>();
        await foreach (var entry in Open().Logs.Read("events/0", 0))
            entries.Add(entry);
        Assert.Equal([0, 1, 2], entries.Select(entry => entry.Position));
        Assert.Equal([1, 2, 3], entries.Select(entry => entry.IdHash));
        Assert.All(entries, entry => Assert.Equal(LogEntryKind.Event, entry.Kind));
        Assert.Equal(["a", "", "ä"], await Stores.Logs.Texts("events/0"));
    }

    [Fact]
    public async Task Reading_from_within_a_row_leads_to_the_entries_from_there_on()
    {
        await Stores.Logs.Append("events/0", 3, 3);
        Assert.Equal(["events/0@4", "events/0@5"], await Stores.Logs.Texts("events/0", 4));
        Assert.Equal(["events/0@2", "events/0@3", "events/0@4", "events/0@5"], await Stores.Logs.Texts("events/0", 2));
        Assert.Empty(await Stores.Logs.Texts("events/0", 6));
        Assert.Empty(await Stores.Logs.Texts("events/0", 99));
    }

    [Fact]
    public async Task Log_of_many_pages_is_read_whole()
    {
        await Stores.Logs.Append("events/0", [.. Enumerable.Repeat(2, 600)]);
        await Stores.Logs.Append("events/1", 1);
        Assert.Equal(Enumerable.Range(1, 1199).Select(static position => $"events/0@{position}"), await Stores.Logs.Texts("events/0", 1));
    }

    [Fact]
    public async Task Logs_that_are_opened_again_go_on_where_they_ended()
    {
        await Stores.Logs.Append("events/0", 2, 1);
        await Stores.Logs.Append("decisions/a", 1);
        await Reopen();
        Assert.Equal(3, await Stores.Logs.NextPosition("events/0"));
        Assert.Equal(1, await Stores.Logs.NextPosition("decisions/a"));
        Assert.Equal(0, await Stores.Logs.NextPosition("events/1"));
        Assert.False(await Stores.Logs.TryAppend("events/0", 2, 1, Rows.Of(2, "late")));
        await Stores.Logs.Append("events/0", 1);
        Assert.Equal(["decisions/a", "events/0"], await Stores.Logs.Names(""));
        Assert.Equal(["events/0@0", "events/0@1", "events/0@2", "events/0@3"], await Stores.Logs.Texts("events/0"));
    }

    [Fact]
    public async Task Rows_larger_than_a_page_are_read_one_by_one()
    {
        var data = new byte[5_000_000];
        for (var position = 0; position < 4; position++)
        {
            data[^1] = (byte)position;
            Assert.True(await Stores.Logs.TryAppend("events/0", position, 1, Rows.Of(position, data)));
        }

        var last = new List<byte>();
        await foreach (var entry in Open(options => options.PageBytes = 1 << 20).Logs.Read("events/0", 0))
        {
            Assert.Equal(data.Length, entry.Data.Length);
            last.Add(entry.Data.Span[^1]);
        }

        Assert.Equal([0, 1, 2, 3], last);
    }

    [Fact]
    public async Task Entries_appended_while_reading_are_read_when_they_are_reached()
    {
        await Stores.Logs.Append("events/0", [.. Enumerable.Repeat(1, 20)]);
        var texts = 0;
        await foreach (var entry in Stores.Logs.Read("events/0", 0))
        {
            if (texts++ == 0)
                await Open().Logs.Append("events/0", 1, 1);
        }

        Assert.Equal(22, texts);
    }

    [Fact]
    public async Task Position_that_is_taken_leads_to_a_refusal()
    {
        await Stores.Logs.Append("events/0", 2);
        Assert.False(await Open().Logs.TryAppend("events/0", 0, 1, Rows.Of(0, "late")));
        Assert.Equal(["events/0@0", "events/0@1"], await Stores.Logs.Texts("events/0"));
    }

    [Fact]
    public async Task Writer_that_slept_until_its_position_was_truncated_is_refused()
    {
        await Stores.Logs.Append("events/0", 1, 1, 1, 1);
        Assert.Equal(3, await Stores.Logs.TruncateBefore("events/0", 4));
        Assert.False(await Open().Logs.TryAppend("events/0", 1, 1, Rows.Of(1, "late")));
        Assert.Equal(["events/0@3"], await Stores.Logs.Texts("events/0"));
    }

    [Fact]
    public async Task Of_two_writers_at_once_exactly_one_wins_each_position()
    {
        const int rounds = 200;
        var first = Open().Logs;
        var second = Open().Logs;
        var wins = 0;
        for (var position = 0; position < rounds; position++)
        {
            var outcomes = await Task.WhenAll(
                first.TryAppend("events/0", position, 1, Rows.Of(position, "first")).AsTask(),
                second.TryAppend("events/0", position, 1, Rows.Of(position, "second")).AsTask());
            Assert.Single(outcomes, won => won);
            wins += outcomes[0] ? 1 : 0;
        }

        var texts = await Stores.Logs.Texts("events/0");
        Assert.Equal(rounds, texts.Count);
        Assert.Equal(wins, texts.Count(text => text == "first"));
    }

    [Fact]
    public async Task Truncation_removes_rows_wholly_before_the_position()
    {
        await Stores.Logs.Append("events/0", 3, 3, 3);
        await Stores.Logs.Append("events/1", 1, 1);
        Assert.Equal(0, await Stores.Logs.TruncateBefore("events/0", 2));
        Assert.Equal(3, await Stores.Logs.TruncateBefore("events/0", 5));
        Assert.Equal(0, await Stores.Logs.TruncateBefore("events/0", 5));
        Assert.Equal("events/0@3", (await Stores.Logs.Texts("events/0"))[0]);
        Assert.Equal("events/0@4", (await Stores.Logs.Texts("events/0", 4))[0]);
        Assert.Equal(2, (await Stores.Logs.Texts("events/1")).Count);
    }

    [Fact]
    public async Task Truncation_behind_the_end_leaves_the_last_row()
    {
        await Stores.Logs.Append("events/0", [.. Enumerable.Repeat(1, 2_500)]);
        Assert.Equal(2_499, await Stores.Logs.TruncateBefore("events/0", long.MaxValue));
        Assert.Equal(2_500, await Stores.Logs.NextPosition("events/0"));
        Assert.Equal(["events/0@2499"], await Stores.Logs.Texts("events/0"));
    }

    [Fact]
    public async Task Damaged_row_leads_to_an_exception_after_what_comes_before_it()
    {
        await Stores.Logs.Append("events/0", 2, 2, 2);
        var damaged = Convert.ToHexString(Rows.Of(2, "aa", "bb")).Replace("6161", "6162", StringComparison.Ordinal);
        await Replace("events/0", 2, Convert.FromHexString(damaged));
        var read = 0;
        var fault = await Assert.ThrowsAsync<LogCorruptException>(async () =>
        {
            await foreach (var entry in Stores.Logs.Read("events/0", 0))
                read++;
        });
        Assert.Equal(2, read);
        Assert.Equal("events/0", fault.Log);
        Assert.Equal(2, fault.Position);
    }

    [Fact]
    public async Task Row_under_another_position_is_damaged()
    {
        Assert.True(await Stores.Logs.TryAppend("events/0", 7, 1, Rows.Of(0, "a")));
        await Assert.ThrowsAsync<LogCorruptException>(() => Stores.Logs.Texts("events/0"));
    }

    [Fact]
    public async Task Names_are_listed_by_prefix_in_the_order_of_their_characters()
    {
        string[] names = ["a", "a-b", "a.b", "a/b", "a/b/c", "a0", "ab", "b", "z/1"];
        foreach (var name in names.Reverse())
            await Stores.Logs.Append(name, 1, 1);
        Assert.Equal(names, await Stores.Logs.Names(""));
        Assert.Equal(["a/b", "a/b/c"], await Stores.Logs.Names("a/"));
        Assert.Equal(["a/b", "a/b/c"], await Stores.Logs.Names("a/b"));
        Assert.Empty(await Stores.Logs.Names("c"));
        Assert.Empty(await Stores.Logs.Names("%"));
    }

    [Theory]
    [InlineData("'; DROP TABLE personalization_log; --")]
    [InlineData("\"quoted\" \\ @log_name :x $1 ?")]
    [InlineData("ключ-鍵-🔑")]
    public async Task Hostile_name_is_data(string name)
    {
        await Stores.Logs.Append("z", 1);
        await Stores.Logs.Append(name, 1, 2);
        Assert.Equal(3, await Stores.Logs.NextPosition(name));
        Assert.Equal(3, (await Stores.Logs.Texts(name)).Count);
        Assert.Equal([name], await Stores.Logs.Names(name[..3]));
        Assert.Equal(1, await Stores.Logs.TruncateBefore(name, 2));
        Assert.Equal(1, await Stores.Logs.NextPosition("z"));
    }

    [Fact]
    public async Task Arguments_outside_the_contract_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Stores.Logs.NextPosition("").AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Stores.Logs.NextPosition(new string('a', 101)).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Stores.Logs.TryAppend("a", -1, 1, Rows.Of(0, "a")).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Stores.Logs.TryAppend("a", 0, 0, Rows.Of(0, "a")).AsTask());
    }

    [Fact]
    public async Task Cancelled_call_leads_to_a_cancellation()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Stores.Logs.NextPosition("a", cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Stores.Logs.TryAppend("a", 0, 1, Rows.Of(0, "a"), cancelled).AsTask());
    }

    /// <summary>Replaces a row past the store.</summary>
    protected abstract Task Replace(string log, long firstPosition, byte[] row);
}
