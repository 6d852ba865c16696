using Personalization.Actors.Events;
using Personalization.Actors.Logs;
using Personalization.Embedded.Journaling;
using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Tests.Journaling;

public sealed class JournalFaultTests
{
    [Fact]
    public async Task Damaged_row_is_reported_with_its_position()
    {
        await using var fixture = new JournalFixture(new() { DeduplicationWindow = 1 });
        await fixture.Journal.Append(JournalFixture.Batch("a"));
        await fixture.Journal.Append(JournalFixture.Batch("b", "c"));
        await fixture.Journal.Append(JournalFixture.BatchWithIds(1));
        await fixture.Close();
        using (var database = Database.OpenWriter(Path.Combine(fixture.Folder, "engine.db"), 4096, FsyncPolicy.Never))
            database.Execute("UPDATE journal SET payload = CAST(substr(payload, 1, length(payload) - 1) || 'x' AS BLOB) WHERE first_position = 1");

        fixture.Open();
        using var entries = fixture.Journal.Read(0).GetEnumerator();
        Assert.True(entries.MoveNext());
        var damage = Assert.Throws<LogCorruptException>(() => entries.MoveNext());
        Assert.Equal(1, damage.Position);
        Assert.Contains("damaged at position 1", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_tail_stops_the_opening()
    {
        await using var fixture = new JournalFixture();
        await fixture.Journal.Append(JournalFixture.Batch("a"));
        await fixture.Close();
        using (var database = Database.OpenWriter(Path.Combine(fixture.Folder, "engine.db"), 4096, FsyncPolicy.Never))
            database.Execute("UPDATE journal SET count = 2");

        using var folder = DataFolder.Open(fixture.Folder);
        Assert.Equal(0, Assert.Throws<LogCorruptException>(() => Journal.Open(folder, new(), _ => default)).Position);
    }

    [Fact]
    public async Task Full_storage_refuses_the_batch_and_takes_it_once_there_is_room()
    {
        await using var fixture = new JournalFixture(new() { MaxFileBytes = 512 << 10, DeduplicationWindow = 1 });
        LogUnavailableException? refusal = null;
        long accepted = 0;
        while (refusal is null)
        {
            try
            {
                await fixture.Journal.Append(Large(100));
                accepted++;
            }
            catch (LogUnavailableException full)
            {
                refusal = full;
            }
        }

        Assert.Equal(LogRefusal.StorageFull, refusal.Refusal);
        Assert.InRange(accepted, 4, 8);
        Assert.Equal((accepted, accepted), (fixture.Journal.NextPosition, fixture.Consumed.Count));
        Assert.Equal(0, fixture.Journal.Statistics().WaitingBytes);

        Assert.Equal(accepted - 1, fixture.Journal.TruncateBefore(accepted));
        Assert.Equal(new AppendResult(1, 0, accepted), await fixture.Journal.Append(Large(100)));
        await fixture.Reopen();
        Assert.Equal([accepted - 1, accepted], fixture.Journal.Read(0).Select(entry => entry.Position));
    }

    [Fact]
    public async Task Ids_of_a_batch_that_found_no_room_are_new_when_it_is_sent_again()
    {
        await using var fixture = new JournalFixture(new() { MaxFileBytes = 64 << 10 });
        var batch = Large(100, idHash: 77);
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await fixture.Journal.Append(batch));
        batch.Clear();
        batch.Add(1, 77, "small"u8);
        Assert.Equal(new AppendResult(1, 0, 0), await fixture.Journal.Append(batch));
    }

    [Fact]
    public async Task Too_much_waiting_is_refused_at_once_and_what_was_accepted_completes()
    {
        await using var fixture = new JournalFixture(new() { MaxWaitingBytes = 10_000, MaxGroupsInFlight = 2 });
        var gate = new TaskCompletionSource();
        fixture.BeforeConsuming = () => new(gate.Task);
        var accepted = new List<Task<AppendResult>>();
        ValueTask<AppendResult> last;
        while (!(last = fixture.Journal.Append(JournalFixture.Batch(new string('x', 987)))).IsFaulted)
            accepted.Add(last.AsTask());

        Assert.Equal(10, accepted.Count);
        Assert.Equal(LogRefusal.Overloaded, (await Assert.ThrowsAsync<LogUnavailableException>(async () => await last)).Refusal);
        gate.SetResult();
        await Task.WhenAll(accepted);
        await fixture.Journal.Append(JournalFixture.Batch("room again"));
        Assert.Equal(11, fixture.Journal.NextPosition);
    }

    [Fact]
    public async Task Batch_that_could_never_be_accepted_is_told_so()
    {
        await using var fixture = new JournalFixture(new() { MaxWaitingBytes = 2_000 });
        Assert.Throws<ArgumentException>(() => { _ = fixture.Journal.Append(Large(2)).AsTask(); });
    }

    [Fact]
    public async Task Consumer_that_throws_closes_the_journal_and_a_restart_finds_the_entries()
    {
        await using var fixture = new JournalFixture();
        fixture.BeforeConsuming = () => throw new InvalidTimeZoneException("consumer");
        var refusal = await Assert.ThrowsAsync<LogUnavailableException>(async () => await fixture.Journal.Append(JournalFixture.Batch("a")));
        Assert.IsType<InvalidTimeZoneException>(refusal.InnerException);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => fixture.Journal.Completion);
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await fixture.Journal.Append(JournalFixture.Batch("b")));

        await fixture.Reopen();
        Assert.Equal(["a"], fixture.Stored());
    }

    private static JournalBatch Large(int kibibytes, ulong idHash = 0)
    {
        var batch = new JournalBatch();
        batch.Add(1, idHash, new byte[kibibytes << 10]);
        return batch;
    }
}
