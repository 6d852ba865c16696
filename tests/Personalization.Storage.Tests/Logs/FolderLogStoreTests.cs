using Personalization.Storage.Folder;

namespace Personalization.Storage.Tests.Logs;

public sealed class FolderLogStoreTests : LogStoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task<StoreOptions> CreateStores() => Task.FromResult(new StoreOptions { Folder = $"{_folder.Path}/made" });

    protected override Task Replace(string log, long firstPosition, byte[] row)
    {
        using var database = SqliteDatabase.OpenWriter($"{Options.Folder}/log.db", 8192, FsyncPolicy.Never);
        database.Execute($"UPDATE entries SET payload = X'{Convert.ToHexString(row)}' WHERE place & {(1L << 44) - 1} = {firstPosition}");
        Assert.Equal(1, database.Changes);
        return Task.CompletedTask;
    }
}
