using System.Text;
using Personalization.Log.Partitions;
using Personalization.Storage.Folder;
using Personalization.Storage.Tests.Logs;

namespace Personalization.Storage.Tests.Folder;

/// <summary>The one writer of a file of logs.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Logs_that_are_written_at_once_share_commits_and_each_keeps_its_order()
    {
        const int logs = 32, appends = 40;
        using var file = Open();
        await Task.WhenAll(Enumerable.Range(0, logs).Select(log => Task.Run(async () =>
        {
            for (var i = 0; i < appends; i++)
            {
                Assert.True(await Append(file, $"events/{log:00}", i, $"{log}:{i}"));
            }
        })));
        Assert.InRange(file.Commits, 1, (logs * appends) - 1);
        for (var log = 0; log < logs; log++)
        {
            Assert.Equal(Enumerable.Range(0, appends).Select(i => $"{log}:{i}"), Texts(file, $"events/{log:00}"));
        }
    }

    [Fact]
    public async Task Rows_that_came_in_during_a_commit_go_into_the_next_one_together()
    {
        using var file = Open();
        Task<bool>[] appends;
        using (Hold())
        {
            appends = [.. Enumerable.Range(0, 50).Select(log => Append(file, $"events/{log:00}", 0, "a").AsTask())];
            Assert.DoesNotContain(appends, static a => a.IsCompleted);
        }
        Assert.All(await Task.WhenAll(appends), Assert.True);
        Assert.InRange(file.Commits, 1, 2);
    }

    [Fact]
    public async Task Of_rows_for_one_place_in_one_commit_the_first_is_taken()
    {
        using var file = Open();
        Task<bool>[] appends;
        using (Hold())
        {
            appends =
            [
                Append(file, "events/0", 0, "a", "b").AsTask(),
                Append(file, "events/0", 0, "late").AsTask(),
                Append(file, "events/0", 1, "late too").AsTask(),
                Append(file, "events/0", 2, "c").AsTask(),
            ];
        }
        var taken = await Task.WhenAll(appends);
        Assert.Equal([true, false, false, true], taken);
        Assert.Equal(["a", "b", "c"], Texts(file, "events/0"));
    }

    [Fact]
    public async Task Closing_commits_what_was_handed_in_and_refuses_the_rest()
    {
        var file = Open();
        Task<bool>[] appends;
        Task closing;
        using (Hold())
        {
            appends = [.. Enumerable.Range(0, 100).Select(log => Append(file, $"events/{log:000}", 0, "a").AsTask())];
            closing = Task.Run(file.Dispose, TestContext.Current.CancellationToken);
        }
        Assert.All(await Task.WhenAll(appends), Assert.True);
        await closing;
        Assert.Throws<ObjectDisposedException>(() => { _ = Append(file, "events/0", 1, "late").AsTask(); });
        Assert.Throws<ObjectDisposedException>(() => file.TruncateBefore("events/000", 1));
        using var next = Open();
        Assert.Equal(100, next.Names("events/").Count);
    }

    [Fact]
    public async Task Full_file_refuses_at_once_and_takes_more_when_it_was_truncated()
    {
        using var file = Open(512 << 10);
        var accepted = 0;
        StoreFullException? full = null;
        while (full is null)
        {
            try
            {
                Assert.True(await Append(file, "events/0", accepted, new string('x', 100_000)));
                accepted++;
            }
            catch (StoreFullException fault)
            {
                full = fault;
            }
        }
        Assert.InRange(accepted, 3, 5);
        Assert.Contains("raise MaxFileBytes", full.Message, StringComparison.Ordinal);
        Assert.Equal(accepted, file.NextPosition("events/0"));
        await Assert.ThrowsAsync<StoreFullException>(() => Append(file, "events/0", accepted, new string('x', 100_000)).AsTask());
        Assert.True(await Append(file, "events/0", accepted, "small"));

        Assert.Equal(accepted, file.TruncateBefore("events/0", accepted + 1));
        Assert.True(await Append(file, "events/0", accepted + 1, new string('x', 100_000)));
        Assert.InRange(new FileInfo(file.Path).Length, 0, 512 << 10);
        file.Dispose();
        using var next = Open();
        Assert.Equal([accepted, accepted + 1], next.Read("events/0", 0).Select(static entry => (int)entry.Position));
    }

    [Fact]
    public async Task Full_file_refuses_a_whole_commit_and_a_log_that_was_new_in_it_is_new_again()
    {
        using var file = Open(128 << 10);
        Task<bool>[] appends;
        using (Hold())
        {
            appends = [Append(file, "events/0", 0, "small").AsTask(), Append(file, "events/1", 0, new string('x', 200_000)).AsTask()];
        }
        await Assert.ThrowsAsync<StoreFullException>(() => appends[1]);

        // The first one was in the same commit, unless it was just before the writer had to wait.
        var position = file.NextPosition("events/0");
        Assert.Equal(appends[0].IsCompletedSuccessfully ? 1 : 0, position);
        Assert.Equal(0, file.NextPosition("events/1"));
        Assert.True(await Append(file, "events/1", 0, "small"));
        Assert.True(await Append(file, "events/0", position, "more"));
        Assert.Equal(["small"], Texts(file, "events/1"));
    }

    [Fact]
    public async Task Commits_go_on_while_another_log_is_truncated()
    {
        using var file = Open();
        for (var i = 0; i < 1_000; i++)
        {
            await Append(file, "events/0", i, "a");
        }
        var truncating = Task.Run(() => file.TruncateBefore("events/0", 1_000), TestContext.Current.CancellationToken);
        for (var i = 0; i < 50; i++)
        {
            Assert.True(await Append(file, "events/1", i, "b"));
        }
        Assert.Equal(999, await truncating);
        Assert.Equal((50, 1), (Texts(file, "events/1").Count, Texts(file, "events/0").Count));
    }

    public void Dispose() => _folder.Dispose();

    private static ValueTask<bool> Append(LogFile file, string log, long position, params string[] entries) =>
        file.Append(new PendingAppend(log, position, entries.Length, Rows.Of(position, entries)));

    private static List<string> Texts(LogFile file, string log) =>
        [.. file.Read(log, 0).Select(static entry => Encoding.UTF8.GetString(entry.Data.Span))];

    private LogFile Open(long mostBytes = 0) => new(System.IO.Path.Combine(_folder.Path, "log.db"), FsyncPolicy.EveryCommit, mostBytes);

    // Keeps the file's writer from its next commit.
    private Holding Hold() => new(System.IO.Path.Combine(_folder.Path, "log.db"));

    private sealed class Holding : IDisposable
    {
        private readonly SqliteDatabase _database;

        public Holding(string path)
        {
            _database = SqliteDatabase.OpenWriter(path, 8192, FsyncPolicy.Never);
            _database.Begin();
        }

        public void Dispose()
        {
            _database.Rollback();
            _database.Dispose();
        }
    }
}
