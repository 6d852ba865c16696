namespace Personalization.Storage.Tests.Snapshots;

public sealed class FolderSnapshotStoreTests : SnapshotStoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task<StoreOptions> CreateStores() => Task.FromResult(new StoreOptions { Folder = $"{_folder.Path}/made" });
}
