using Personalization.Actors.Settings;
using Personalization.Gateway.Hosting;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void No_setting_leads_to_the_defaults()
    {
        var settings = Read();
        Assert.Equal(("http://localhost:8080", 50.0, "data"), (settings.Gateway.Urls, settings.Gateway.DecisionDeadline.TotalMilliseconds, settings.Engine.DataFolder));
    }

    [Fact]
    public void Settings_in_any_case_lead_to_their_values()
    {
        var settings = Read(("gateway:maxjsonbytes", "4096"), ("ENGINE:JOURNAL:FSYNC", "everycommit"), ("Engine:IdleAfter", "00:00:20"), ("Engine:SessionEnds", "false"));
        Assert.Equal((4096, 20.0, false), (settings.Gateway.MaxJsonBytes, settings.Engine.IdleAfter.TotalSeconds, settings.Engine.SessionEnds));
    }

    [Fact]
    public void Faults_lead_to_all_of_them_at_once()
    {
        var fault = Assert.Throws<SettingsException>(() => Read(
            ("Gateway:MaxJsonBytes", "12"), ("Gateway:DecisionDeadline", "soon"), ("Gateway:Colour", "red"), ("Engine:Journal:MaxRows", "1"),
            ("Engine:ApplyThreads", "many"), ("Engine:Journal:Fsync", "sometimes"), ("Demo:Mode", "perhaps"), ("Engine:CheckpointInterval", "00:00:00"), ("Weather", "fine")));
        Assert.Equal(9, fault.Message.Split('\n').Count(line => line.StartsWith("  ", StringComparison.Ordinal)));
        Assert.All(
            ["Gateway:MaxJsonBytes", "1024", "Gateway:DecisionDeadline", "'soon'", "Gateway:Colour", "MaxLineBytes", "Engine:Journal:MaxRows", "MaxRowBytes", "Engine:ApplyThreads",
                "'many'", "Engine:Journal:Fsync", "EveryCommit", "Demo:Mode", "Auto, On, Off", "Engine:CheckpointInterval", "Weather", "Gateway, Engine, Cluster, Demo"],
            fragment => Assert.Contains(fragment, fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Gateway:SlowBodyGrace", "00:00:01")]
    [InlineData("Gateway:MaxConnections", "0")]
    [InlineData("Gateway:MaxClockAhead", "-00:00:01")]
    [InlineData("Gateway:Urls", "")]
    [InlineData("Gateway:MinBodyBytesPerSecond", "NaN")]
    [InlineData("Engine:DataFolder", "")]
    [InlineData("Engine:Journal:DeduplicationWindow", "99999999999")]
    [InlineData("Engine:Journal:MaxWaitingBytes", "-1")]
    public void Value_out_of_its_range_leads_to_its_name(string path, string value)
    {
        var fault = Assert.Throws<SettingsException>(() => Read((path, value)));
        Assert.Contains(path + ": ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-file.json", null)]
    [InlineData("broken.json", "{ \"Gateway\": ")]
    [InlineData("array.json", "[1")]
    public void File_that_is_missing_or_broken_leads_to_its_name(string name, string? content)
    {
        var folder = Directory.CreateTempSubdirectory("personalization-settings-");
        var path = Path.Combine(folder.FullName, name);
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }
        var fault = Assert.Throws<SettingsException>(() => Settings.Sources(path, []));
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static Settings Read(params (string Path, string Value)[] values) =>
        Settings.Read(Settings.Sources(null, values.Select(v => new KeyValuePair<string, string?>(v.Path, v.Value))));
}
