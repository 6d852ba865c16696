namespace Personalization.Grains.Catalog;

/// <summary>A node that keeps a replica of the catalogue.</summary>
[Alias("catalog-watcher")]
public interface ICatalogWatcher : IGrainObserver
{
    /// <summary>The catalogue has changed. The task ends when the node's replica has the changes.</summary>
    [Alias("changed")]
    Task Changed();
}
