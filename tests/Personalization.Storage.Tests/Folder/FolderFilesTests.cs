using Personalization.Storage.Folder;
using Personalization.Storage.Tests.Logs;

namespace Personalization.Storage.Tests.Folder;

public sealed class FolderFilesTests
{
    [Fact]
    public async Task Folder_in_use_is_refused_and_given_up_when_it_is_closed()
    {
        using var folder = new TemporaryFolder();
        Assert.False(EngineStores.AreIn(folder.Path));
        var options = new StoreOptions { Folder = folder.Path };
        await using (var stores = EngineStores.Open(options))
        {
            Assert.True(EngineStores.AreIn(folder.Path));
            Assert.Equal($"folder {folder.Path}", stores.Description);
            Assert.Throws<DataFolderInUseException>(() => EngineStores.Open(options));
        }
        await using var next = EngineStores.Open(options);
    }

    [Theory]
    [InlineData("log.db")]
    [InlineData("decisions.db")]
    [InlineData("states.db")]
    public async Task File_that_is_no_database_leads_to_an_exception_and_to_no_owner(string name)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, name);
        await File.WriteAllTextAsync(file, new string('x', 10_000));
        var fault = Assert.ThrowsAny<IOException>(() => EngineStores.Open(new() { Folder = folder.Path }));
        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
        File.Delete(file);
        await using var stores = EngineStores.Open(new() { Folder = folder.Path });
        await stores.Ping();
    }

    [Fact]
    public async Task Decisions_are_in_a_file_of_their_own_and_all_count_as_logs()
    {
        using var folder = new TemporaryFolder();
        await using var stores = EngineStores.Open(new() { Folder = folder.Path });
        var empty = stores.LogBytes;
        await stores.Logs.Append("events/0000", 1);
        await stores.Logs.TryAppend("decisions/a", 0, 1, Rows.Of(0, new byte[100_000]));
        Assert.InRange(stores.LogBytes - empty, 100_000, 1_000_000);
        Assert.InRange(new FileInfo(Path.Combine(folder.Path, "decisions.db-wal")).Length, 100_000, 1_000_000);
        Assert.Equal(["decisions/a", "events/0000"], await stores.Logs.Names(""));
    }

    [Fact]
    public async Task Files_copied_after_an_acknowledgement_hold_every_entry_and_state()
    {
        using var folder = new TemporaryFolder();
        await using var stores = EngineStores.Open(new() { Folder = folder.Path });
        await stores.Logs.Append("events/0000", 2, 1);
        await stores.Snapshots.Write([new("user", "ann", 3, new byte[] { 1 })]);

        // What a killed process leaves behind: files and write-ahead files as they are at this moment.
        using var copy = new TemporaryFolder();
        var files = Directory.EnumerateFiles(folder.Path, "*.db*").Where(static path => !path.EndsWith("-shm", StringComparison.Ordinal));
        foreach (var path in files)
        {
            await using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await using var target = File.Create(Path.Combine(copy.Path, Path.GetFileName(path)));
            await source.CopyToAsync(target, TestContext.Current.CancellationToken);
        }
        await using var left = EngineStores.Open(new() { Folder = copy.Path });
        Assert.Equal(["events/0000@0", "events/0000@1", "events/0000@2"], await left.Logs.Texts("events/0000"));
        Assert.Equal(3, (await left.Snapshots.Read("user", "ann"))!.Value.Position);
    }
}
