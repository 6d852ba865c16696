using System.Buffers;
using Personalization.Actors.Events;
using Personalization.Embedded.Journaling;
using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Tests.Journaling;

public sealed class JournalTests
{
    [Fact]
    public async Task Appended_entries_are_read_back_in_order_after_reopening()
    {
        await using var fixture = new JournalFixture();
        Assert.Equal(new AppendResult(2, 0, 1), await fixture.Journal.Append(JournalFixture.Batch("a", "")));
        Assert.Equal(new AppendResult(1, 0, 2), await fixture.Journal.Append(JournalFixture.Batch("c")));
        Assert.Equal(3, fixture.Journal.NextPosition);

        await fixture.Reopen();
        Assert.Equal(3, fixture.Journal.NextPosition);
        Assert.Equal(["a", "", "c"], fixture.Stored());
        Assert.Equal(["c"], fixture.Stored(2));
        Assert.Empty(fixture.Stored(3));
        Assert.Equal([0L, 1, 2], fixture.Journal.Read(0).Select(entry => entry.Position));
    }

    [Fact]
    public async Task Entry_written_into_the_batch_keeps_kind_id_and_bytes()
    {
        await using var fixture = new JournalFixture();
        var batch = new JournalBatch(16);
        batch.Write("first "u8);
        batch.Write(new byte[1000]);
        batch.EndEntry(7, 42);
        await fixture.Journal.Append(batch);

        var entry = Assert.Single(fixture.Journal.Read(0));
        Assert.Equal((7, 42UL, 1006), (entry.Kind, entry.IdHash, entry.Data.Length));
    }

    [Fact]
    public async Task Batch_can_be_used_again_once_awaited_and_not_before()
    {
        await using var fixture = new JournalFixture();
        var gate = new TaskCompletionSource();
        fixture.BeforeConsuming = () => new(gate.Task);
        var batch = JournalFixture.Batch("a");
        var append = fixture.Journal.Append(batch);
        Assert.Throws<InvalidOperationException>(batch.Clear);
        Assert.Throws<InvalidOperationException>(() => { _ = fixture.Journal.Append(batch).AsTask(); });
        gate.SetResult();
        await append;

        batch.Clear();
        batch.Add(1, 0, "b"u8);
        Assert.Equal(1, (await fixture.Journal.Append(batch)).LastPosition);
        Assert.Equal(["a", "b"], fixture.Stored());
    }

    [Fact]
    public async Task Empty_batch_is_accepted_and_changes_nothing()
    {
        await using var fixture = new JournalFixture();
        Assert.Equal(new AppendResult(0, 0, -1), await fixture.Journal.Append(new JournalBatch()));
        Assert.Equal(0, fixture.Journal.NextPosition);
    }

    [Fact]
    public async Task Entries_beyond_the_row_size_go_to_further_rows_of_the_same_commit()
    {
        await using var fixture = new JournalFixture(new() { MaxRowBytes = 1024 });
        var texts = Enumerable.Range(0, 50).Select(i => new string((char)('a' + (i % 26)), i == 20 ? 5000 : 100)).ToArray();
        await fixture.Journal.Append(JournalFixture.Batch(texts));
        Assert.Equal(texts, fixture.Stored());
        Assert.Equal(texts[33..], fixture.Stored(33));
        Assert.Equal(1, fixture.Journal.Statistics().Commits);
    }

    [Fact]
    public async Task Concurrent_appenders_share_commits_and_each_keeps_its_order()
    {
        const int appenders = 32, appends = 50;
        await using var fixture = new JournalFixture();
        await Task.WhenAll(Enumerable.Range(0, appenders).Select(appender => Task.Run(async () =>
        {
            for (var i = 0; i < appends; i++)
                await fixture.Journal.Append(JournalFixture.Batch($"{appender}:{i}", $"{appender}:{i}+"));
        })));

        Assert.Equal(appenders * appends * 2, fixture.Journal.NextPosition);
        Assert.InRange(fixture.Journal.Statistics().Commits, 1, appenders * appends - 1);
        Assert.Equal(Enumerable.Range(0, appenders * appends * 2).Select(i => (long)i), fixture.Consumed.Select(entry => entry.Position));
        Assert.Equal(fixture.Stored(), fixture.Consumed.Select(entry => entry.Text));
        foreach (var own in fixture.Stored().GroupBy(text => text.Split(':')[0]))
        {
            var expected = Enumerable.Range(0, appends).SelectMany(i => new[] { $"{own.Key}:{i}", $"{own.Key}:{i}+" });
            Assert.Equal(expected, own);
        }
    }

    [Fact]
    public async Task Files_copied_after_an_acknowledgement_hold_every_entry()
    {
        await using var fixture = new JournalFixture();
        await fixture.Journal.Append(JournalFixture.Batch("a", "b"));

        // What a killed process leaves behind: database and write-ahead file as they are at this moment.
        using var copy = new TemporaryFolder();
        foreach (var name in new[] { "engine.db", "engine.db-wal" })
        {
            using var source = new FileStream(Path.Combine(fixture.Folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var target = File.Create(Path.Combine(copy.Path, name));
            await source.CopyToAsync(target);
        }

        using var folder = DataFolder.Open(copy.Path);
        await using var journal = Journal.Open(folder, new(), _ => ValueTask.CompletedTask);
        Assert.Equal(2, journal.NextPosition);
        Assert.Equal(2, journal.Read(0).Count());
    }

    [Fact]
    public async Task Disposal_commits_and_consumes_all_that_was_accepted_and_then_refuses()
    {
        await using var fixture = new JournalFixture();
        var gate = new TaskCompletionSource();
        fixture.BeforeConsuming = () => new(gate.Task);
        var appends = Enumerable.Range(0, 100).Select(i => fixture.Journal.Append(JournalFixture.Batch($"{i}")).AsTask()).ToArray();
        var journal = fixture.Journal;
        var disposal = journal.DisposeAsync().AsTask();

        var refusal = await Assert.ThrowsAsync<LogUnavailableException>(async () => await journal.Append(JournalFixture.Batch("late")));
        Assert.Equal(LogRefusal.Closed, refusal.Refusal);
        gate.SetResult();
        await disposal;
        await Task.WhenAll(appends);

        await fixture.Reopen();
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), fixture.Stored());
    }

    [Fact]
    public async Task Advancing_leaves_a_gap_and_later_entries_follow_it()
    {
        await using var fixture = new JournalFixture();
        await fixture.Journal.Append(JournalFixture.Batch("a"));
        fixture.Journal.AdvanceTo(10);
        fixture.Journal.AdvanceTo(5);
        Assert.Equal(10, (await fixture.Journal.Append(JournalFixture.Batch("b"))).LastPosition);
        await fixture.Reopen();
        Assert.Equal([0L, 10], fixture.Journal.Read(0).Select(entry => entry.Position));
        Assert.Equal(["b"], fixture.Stored(4));
        Assert.Equal(11, fixture.Journal.NextPosition);
    }
}
