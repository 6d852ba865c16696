namespace Personalization.Log.Snapshots;

/// <summary>The kinds of stored states. The names are part of the stored form and never change.</summary>
public static class SnapshotKind
{
    /// <summary>A person, by user id.</summary>
    public const string User = "user";

    /// <summary>A visit, by session id.</summary>
    public const string Session = "session";

    /// <summary>A visit in the partition of its person, by the partition's number and session id, as in <c>0003/s1</c>.</summary>
    public const string Visit = "visit";

    /// <summary>The visits of a partition that have not been summed up, by the log's name.</summary>
    public const string OpenVisits = "open-visits";

    /// <summary>An item's latest change, by item id.</summary>
    public const string CatalogItem = "catalog";

    /// <summary>What was learnt of an item, by item id.</summary>
    public const string LearntItem = "item";

    /// <summary>What a partition observes its next events with.</summary>
    public const string Feed = "trails";

    /// <summary>What was learnt of an experiment or a bandit, by <c>experiment/</c> or <c>bandit/</c> and its id.</summary>
    public const string Trial = "trial";

    /// <summary>The key of what is kept of experiments and bandits beside the items.</summary>
    public const string AttributionKey = "trials";

    /// <summary>How far the saved states of a partition's actors reach, by the log's name.</summary>
    public const string Partition = "partition";

    /// <summary>Up to where a cluster's saved learnt states have followed each partition.</summary>
    public const string Learnt = "learnt";

    /// <summary>Single values of a cluster that are set once, by name.</summary>
    public const string Cluster = "cluster";

    /// <summary>The key of the cluster's 16 bytes that event ids are hashed with.</summary>
    public const string IdHashKey = "id_hash_key";

    /// <summary>The key of the cluster's number of partitions, a little-endian 32-bit integer.</summary>
    public const string PartitionsKey = "partitions";
}
