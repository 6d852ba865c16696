namespace Personalization.Grains.Storage;

/// <summary>The names under which grains find their storage.</summary>
internal static class StorageNames
{
    /// <summary>States of persons and visits.</summary>
    public const string Profiles = "profiles";

    /// <summary>The database that they are in, as Orleans keeps it.</summary>
    public const string Database = "database";
}
