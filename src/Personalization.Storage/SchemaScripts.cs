using System.Reflection;

namespace Personalization.Storage;

/// <summary>The scripts that are part of the program, in the order in which they run.</summary>
public static class SchemaScripts
{
    private static readonly string[] Orleans = ["OrleansQuery", "OrleansClustering", "OrleansPersistence", "OrleansReminders"];

    /// <summary>The tables of logs and snapshots.</summary>
    public static IReadOnlyList<SchemaScript> OfStores(DatabaseProvider provider) => [Load(provider, "Stores")];

    /// <summary>What Orleans' ADO.NET providers expect for clustering, grain storage and reminders.</summary>
    public static IReadOnlyList<SchemaScript> OfOrleans(DatabaseProvider provider) =>
        [.. Orleans.Select(name => Load(provider, name))];

    private static SchemaScript Load(DatabaseProvider provider, string name)
    {
        var file = $"{provider}/{name}.sql";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new ArgumentOutOfRangeException(nameof(provider), provider, $"There is no script {file}.");
        using var reader = new StreamReader(stream);
        return new(file, reader.ReadToEnd());
    }
}
