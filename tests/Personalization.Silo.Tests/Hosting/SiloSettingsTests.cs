using Personalization.Log.Settings;
using Personalization.Grains.Hosting;
using Personalization.Silo.Hosting;

namespace Personalization.Silo.Tests.Hosting;

public sealed class SiloSettingsTests
{
    [Fact]
    public void Sources_override_each_other_and_the_command_line_comes_last()
    {
        var folder = Directory.CreateTempSubdirectory("silo-settings-");
        File.WriteAllText(
            Path.Combine(folder.FullName, "cluster.json"),
            """{ "Cluster": { "ClusterId": "folder", "SiloPort": 1, "GatewayPort": 2 } } // The last word.""");
        var file = Path.Combine(folder.FullName, "more.json");
        File.WriteAllText(
            file,
            """{ "cluster": { "siloport": 3, "clustering": "database", "storage": { "provider": "postgresql", "connectionString": "Host=db" } } }""");
        var settings = SiloSettings.Read(SiloSettings.Sources(folder.FullName, file, [new("CLUSTER:GATEWAYPORT", "4")]));
        Assert.Equal(
            ("folder", 3, 4, Clustering.Database),
            (settings.Cluster.ClusterId, settings.Cluster.SiloPort, settings.Cluster.GatewayPort, settings.Cluster.Clustering));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Faults_lead_to_all_of_them_at_once()
    {
        var fault = Assert.Throws<SettingsException>(() => Read(
            ("Silo:Urls", ""), ("Silo:Colour", "red"), ("Cluster:SiloPort", "70000"), ("Cluster:Clustering", "Gossip"),
            ("Cluster:ProbeInterval", "soon"), ("Cluster:MissedProbes", "0"), ("Cluster:Log:Partitions", "-1"),
            ("Cluster:Storage:PageRows", "-1"), ("Node:Decisions:Exploration", "2"),
            ("Node:Profiles:RecentEvents", "many"), ("Gateway:Urls", "x")));
        Assert.Equal(11, fault.Message.Split('\n').Count(line => line.StartsWith("  ", StringComparison.Ordinal)));
        Assert.All(
            ["Silo:Urls", "Silo:Colour", "Cluster:SiloPort", "65535", "Cluster:Clustering", "Localhost, Database, Redis",
                "Cluster:ProbeInterval", "'soon'", "Cluster:MissedProbes", "Cluster:Log:Partitions", "Cluster:Storage:PageRows",
                "Node:Decisions:Exploration", "Node:Profiles:RecentEvents", "Gateway", "Silo, Cluster, Node"],
            fragment => Assert.Contains(fragment, fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Silo:OperatorPassword", "12 characters", "Silo:Dashboard=true")]
    [InlineData("Silo:OperatorPassword", "12 characters", "Silo:Dashboard=true", "Silo:OperatorPassword=short")]
    [InlineData("Cluster:Clustering", "PostgreSql or Oracle", "Cluster:Clustering=Database")]
    [InlineData(
        "Cluster:Storage:ConnectionString", "PostgreSql", "Cluster:Storage:Provider=PostgreSql", "Cluster:Storage:ConnectionString=")]
    [InlineData("Cluster:Redis", "Redis", "Cluster:Clustering=Redis")]
    [InlineData("Cluster:Redis", "Redis", "Cluster:RedisDirectory=true")]
    [InlineData("Cluster:AdvertisedAddress", "'here'", "Cluster:AdvertisedAddress=here")]
    public void Settings_that_do_not_fit_each_other_lead_to_what_is_missing(string path, string fragment, params string[] set)
    {
        var fault = Assert.Throws<SettingsException>(() => Read([.. set.Select(s => (s[..s.IndexOf('=')], s[(s.IndexOf('=') + 1)..]))]));
        Assert.Contains(path + ": ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(fragment, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_that_is_missing_and_files_that_are_broken_lead_to_their_names()
    {
        Assert.Contains(
            "no-such-folder", Assert.Throws<SettingsException>(() => SiloSettings.Sources("no-such-folder", null, [])).Message,
            StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("silo-settings-");
        File.WriteAllText(Path.Combine(folder.FullName, "cluster.json"), "{ \"Cluster\": ");
        File.WriteAllText(Path.Combine(folder.FullName, "streams.json"), "[1");
        var fault = Assert.Throws<SettingsException>(() =>
            SiloSettings.Sources(folder.FullName, Path.Combine(folder.FullName, "absent.json"), []));
        Assert.All(["cluster.json", "streams.json", "absent.json"], name => Assert.Contains(name, fault.Message, StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }

    private static SiloSettings Read(params (string Path, string Value)[] values) =>
        SiloSettings.Read(SiloSettings.Sources(null, null, values.Select(v => new KeyValuePair<string, string?>(v.Path, v.Value))));
}
