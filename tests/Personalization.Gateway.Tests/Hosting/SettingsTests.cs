using Personalization.Log.Settings;
using Personalization.Gateway.Hosting;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void No_setting_leads_to_the_defaults()
    {
        var settings = Read();
        Assert.Equal(
            ("http://localhost:8080", 50.0, "data"),
            (settings.Gateway.Urls, settings.Gateway.DecisionDeadline.TotalMilliseconds, settings.Cluster.Storage.Folder));
    }

    [Fact]
    public void Settings_in_any_case_lead_to_their_values()
    {
        var settings = Read(
            ("gateway:maxjsonbytes", "4096"), ("CLUSTER:STORAGE:FSYNC", "everycommit"), ("Cluster:IdleAfter", "00:00:20"),
            ("Cluster:SessionEnds", "false"));
        Assert.Equal(
            (4096, 20.0, false), (settings.Gateway.MaxJsonBytes, settings.Cluster.IdleAfter.TotalSeconds, settings.Cluster.SessionEnds));
    }

    [Fact]
    public void Faults_lead_to_all_of_them_at_once()
    {
        var fault = Assert.Throws<SettingsException>(() => Read(
            ("Gateway:MaxJsonBytes", "12"), ("Gateway:DecisionDeadline", "soon"), ("Gateway:Colour", "red"), ("Cluster:Log:MaxRows", "1"),
            ("Cluster:MaxResidents", "many"), ("Cluster:Storage:Fsync", "sometimes"), ("Demo:Mode", "perhaps"),
            ("Cluster:Log:CheckpointInterval", "00:00:00"), ("Weather", "fine")));
        Assert.Equal(9, fault.Message.Split('\n').Count(line => line.StartsWith("  ", StringComparison.Ordinal)));
        Assert.All(
            [
                "Gateway:MaxJsonBytes", "1024", "Gateway:DecisionDeadline", "'soon'", "Gateway:Colour", "MaxLineBytes",
                "Cluster:Log:MaxRows", "MaxGroupBytes", "Cluster:MaxResidents", "'many'", "Cluster:Storage:Fsync", "EveryCommit",
                "Demo:Mode", "Auto, On, Off", "Cluster:Log:CheckpointInterval", "Weather", "Gateway, Demo, Node, Cluster",
            ],
            fragment => Assert.Contains(fragment, fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Gateway:SlowBodyGrace", "00:00:01")]
    [InlineData("Gateway:MaxConnections", "0")]
    [InlineData("Gateway:MaxClockAhead", "-00:00:01")]
    [InlineData("Gateway:Urls", "")]
    [InlineData("Gateway:MinBodyBytesPerSecond", "NaN")]
    [InlineData("Cluster:Storage:Folder", "")]
    [InlineData("Cluster:Log:DeduplicationWindow", "99999999999")]
    [InlineData("Cluster:Log:MaxWaitingBytes", "-1")]
    public void Value_out_of_its_range_leads_to_its_name(string path, string value)
    {
        var fault = Assert.Throws<SettingsException>(() => Read((path, value)));
        Assert.Contains(path + ": ", fault.Message, StringComparison.Ordinal);
    }

    private static Settings Read(params (string Path, string Value)[] values) =>
        Settings.Read(Settings.Sources(null, values.Select(v => new KeyValuePair<string, string?>(v.Path, v.Value))));
}
