namespace Personalization.Storage.Tests.Stores;

/// <summary>Empty, prepared stores of one kind for a test.</summary>
public abstract class StoresContract : IAsyncLifetime
{
    private readonly List<EngineStores> _opened = [];

    protected EngineStores Stores { get; private set; } = null!;

    protected StoreOptions Options { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Options = await CreateStores();
        Stores = EngineStores.Open(Options);
        await Stores.Prepare();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var stores in _opened)
        {
            await stores.DisposeAsync();
        }
        await Stores.DisposeAsync();
    }

    protected abstract Task<StoreOptions> CreateStores();

    /// <summary>Stores as the next process would have them. A folder belongs to one process, so that one leaves first.</summary>
    protected virtual async Task Reopen()
    {
        await Stores.DisposeAsync();
        Stores = EngineStores.Open(Options);
    }

    /// <summary>Stores as another process would have them at the same time; those of a folder are the same for all.</summary>
    protected EngineStores Open(Action<StoreOptions>? change = null)
    {
        if (Options.Provider == DatabaseProvider.Sqlite)
        {
            return Stores;
        }
        var options = new StoreOptions { Provider = Options.Provider, ConnectionString = Options.ConnectionString };
        change?.Invoke(options);
        var stores = EngineStores.Open(options);
        _opened.Add(stores);
        return stores;
    }
}
