namespace Personalization.AdoNet.Tests.Logs;

public sealed class SqliteLogStoreTests : LogStoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task<StoreOptions> CreateDatabase() =>
        Task.FromResult(new StoreOptions { ConnectionString = $"Data Source={_folder.Path}/made/stores.db" });
}
