using Personalization.Log;
using Personalization.Log.Settings;
using Personalization.Grains.Hosting;

namespace Personalization.Silo.Hosting;

/// <summary>
/// Everything that can be set, with its defaults. It comes, each source overriding those before it, from the files of the configuration
/// folder, the file of <c>--config</c>, environment variables such as <c>PERSONALIZATION_CLUSTER__CLUSTERID</c>, and the command line.
/// </summary>
internal sealed class SiloSettings
{
    /// <summary>The files of a configuration folder, in the order in which they are read; each concerns one thing.</summary>
    public static IReadOnlyList<string> Files { get; } = ["cluster.json", "storage.json", "streams.json", "scoring.json"];

    /// <summary>The silo's own door.</summary>
    public SiloOptions Silo { get; set; } = new();

    /// <summary>The cluster, its stores and its logs.</summary>
    public ClusterOptions Cluster { get; set; } = new();

    /// <summary>What the silo keeps, learns and decides.</summary>
    public NodeOptions Node { get; set; } = new();

    /// <summary>Puts the sources together.</summary>
    /// <param name="folder">The configuration folder; beside the program when <see langword="null"/>.</param>
    /// <param name="file">A further file.</param>
    /// <param name="overrides">What the command line sets, by path such as <c>Cluster:SiloPort</c>.</param>
    /// <exception cref="SettingsException">A folder or file is missing, or a file is no JSON: all such faults at once.</exception>
    public static IConfigurationRoot Sources(string? folder, string? file, IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        var path = Path.GetFullPath(folder ?? Path.Combine(AppContext.BaseDirectory, "silo-config"));
        if (!Directory.Exists(path))
        {
            throw new SettingsException([$"{path}: is not a folder"]);
        }
        var files = Files.Select(name => (Path: Path.Combine(path, name), Optional: true));
        if (file is not null)
        {
            files = files.Append((Path.GetFullPath(file), false));
        }
        var faults = new List<string>();
        var sources = new ConfigurationBuilder();
        foreach (var (name, optional) in files)
        {
            try
            {
                // Each file on its own first, so that the faults of all are found.
                new ConfigurationBuilder().AddJsonFile(name, optional).Build();
                sources.AddJsonFile(name, optional);
            }
            catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                faults.Add($"{name}: {fault.InnerException?.Message ?? fault.Message}");
            }
        }
        return faults.Count == 0
            ? sources.AddEnvironmentVariables("PERSONALIZATION_").AddInMemoryCollection(overrides).Build()
            : throw new SettingsException(faults);
    }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingsException">With all faults at once.</exception>
    public static SiloSettings Read(IConfiguration sources)
    {
        var settings = new SiloSettings();
        var faults = new SettingsReader(sources).Read(settings);
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }
}
