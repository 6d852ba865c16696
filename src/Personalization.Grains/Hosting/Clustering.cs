namespace Personalization.Grains.Hosting;

/// <summary>How silos find each other.</summary>
public enum Clustering
{
    /// <summary>
    /// One silo, or several on this machine that know the first one's port. For development: nothing outlives the first silo.
    /// </summary>
    Localhost,

    /// <summary>By a table in the database of the logs and states: PostgreSQL or Oracle.</summary>
    Database,

    /// <summary>By Redis.</summary>
    Redis,
}
