using Personalization.Embedded.Journaling;

namespace Personalization.Embedded.Tests.Journaling;

public sealed class JournalDeduplicationTests
{
    [Fact]
    public async Task Id_repeated_within_a_batch_is_written_once()
    {
        await using var fixture = new JournalFixture();
        Assert.Equal(new AppendResult(2, 1, 1), await fixture.Journal.Append(JournalFixture.BatchWithIds(5, 5, 6)));
        Assert.Equal(["id 5", "id 6"], fixture.Stored());
        Assert.Equal([(0L, "id 5"), (1L, "id 6")], fixture.Consumed);
    }

    [Fact]
    public async Task Id_repeated_within_a_group_is_written_once()
    {
        await using var fixture = new JournalFixture(new() { MaxGroupsInFlight = 1 });
        var gate = new TaskCompletionSource();
        fixture.BeforeConsuming = () => new(gate.Task);
        var first = fixture.Journal.Append(JournalFixture.BatchWithIds(1));
        var second = fixture.Journal.Append(JournalFixture.BatchWithIds(2));
        var third = fixture.Journal.Append(JournalFixture.BatchWithIds(2, 3));
        gate.SetResult();
        Assert.Equal((1, 0), ((await first).Appended, fixture.Journal.FirstPosition));
        Assert.Equal(new AppendResult(1, 0, 1), await second);
        Assert.Equal(new AppendResult(1, 1, 2), await third);
    }

    [Fact]
    public async Task Batch_of_known_ids_is_answered_without_a_commit()
    {
        await using var fixture = new JournalFixture();
        await fixture.Journal.Append(JournalFixture.BatchWithIds(1, 2));
        Assert.Equal(new AppendResult(0, 2, -1), await fixture.Journal.Append(JournalFixture.BatchWithIds(2, 1)));
        var statistics = fixture.Journal.Statistics();
        Assert.Equal((1, 2), (statistics.Commits, statistics.Duplicates));
    }

    [Fact]
    public async Task Id_known_before_a_restart_is_known_after_it()
    {
        await using var fixture = new JournalFixture();
        await fixture.Journal.Append(JournalFixture.BatchWithIds(1, 2));
        await fixture.Reopen();
        Assert.Equal(new AppendResult(1, 1, 2), await fixture.Journal.Append(JournalFixture.BatchWithIds(2, 3)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Id_older_than_the_window_is_taken_as_new(bool afterRestart)
    {
        await using var fixture = new JournalFixture(new() { DeduplicationWindow = 3 });
        await fixture.Journal.Append(JournalFixture.BatchWithIds(1, 2));
        await fixture.Journal.Append(JournalFixture.Batch("no id"));
        await fixture.Journal.Append(JournalFixture.BatchWithIds(3, 4));
        if (afterRestart)
            await fixture.Reopen();
        Assert.Equal((0, 3), await Counts(fixture.Journal.Append(JournalFixture.BatchWithIds(2, 3, 4))));
        Assert.Equal((1, 0), await Counts(fixture.Journal.Append(JournalFixture.BatchWithIds(1))));
    }

    [Fact]
    public async Task Entries_without_id_are_never_duplicates()
    {
        await using var fixture = new JournalFixture();
        Assert.Equal((2, 0), await Counts(fixture.Journal.Append(JournalFixture.Batch("same", "same"))));
    }

    [Fact]
    public async Task Truncation_keeps_what_the_window_needs()
    {
        await using var fixture = new JournalFixture(new() { DeduplicationWindow = 2 });
        for (ulong id = 1; id <= 10; id++)
            await fixture.Journal.Append(JournalFixture.BatchWithIds(id));
        Assert.Equal(8, fixture.Journal.TruncateBefore(10));
        Assert.Equal((8, 10), (fixture.Journal.FirstPosition, fixture.Journal.NextPosition));
        await fixture.Reopen();
        Assert.Equal((8, 10), (fixture.Journal.FirstPosition, fixture.Journal.NextPosition));
        Assert.Equal((0, 2), await Counts(fixture.Journal.Append(JournalFixture.BatchWithIds(9, 10))));
    }

    [Fact]
    public async Task Truncation_keeps_entries_from_the_position_on()
    {
        await using var fixture = new JournalFixture(new() { DeduplicationWindow = 1 });
        for (var i = 0; i < 200; i++)
            await fixture.Journal.Append(JournalFixture.Batch($"{i}", $"{i}+"));
        await fixture.Journal.Append(JournalFixture.BatchWithIds(1));
        Assert.Equal(300, fixture.Journal.TruncateBefore(301));
        Assert.Equal("150", fixture.Stored()[0]);
    }

    private static async Task<(int Appended, int Duplicates)> Counts(ValueTask<AppendResult> append)
    {
        var result = await append;
        return (result.Appended, result.Duplicates);
    }
}
