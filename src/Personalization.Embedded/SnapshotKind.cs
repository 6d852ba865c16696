namespace Personalization.Embedded;

/// <summary>The kinds of stored states. The names are part of the stored form and never change.</summary>
internal static class SnapshotKind
{
    public const string User = "user";
    public const string Session = "session";
    public const string CatalogItem = "catalog";
    public const string LearntItem = "item";
    public const string Trails = "trails";
}
