using Microsoft.Data.Sqlite;

namespace Personalization.AdoNet.Tests.Stores;

/// <summary>An empty, prepared database of one kind for a test.</summary>
public abstract class StoresContract : IAsyncLifetime
{
    private readonly List<AdoNetStores> _opened = [];

    protected AdoNetStores Stores { get; private set; } = null!;

    protected StoreOptions Options { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Options = await CreateDatabase();
        Stores = Open();
        await Stores.Prepare();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var stores in _opened)
            await stores.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    protected abstract Task<StoreOptions> CreateDatabase();

    /// <summary>Stores as another process would have them.</summary>
    protected AdoNetStores Open(Action<StoreOptions>? change = null)
    {
        var options = new StoreOptions { Provider = Options.Provider, ConnectionString = Options.ConnectionString };
        change?.Invoke(options);
        var stores = AdoNetStores.Open(options);
        _opened.Add(stores);
        return stores;
    }

    /// <summary>Runs a statement past the stores.</summary>
    protected async Task Execute(string statement)
    {
        await using var database = Databases.Database.Open(Options);
        await database.Write("Test", session => session.Change(statement), TestContext.Current.CancellationToken);
    }
}
