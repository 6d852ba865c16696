using Personalization.Log.Settings;
using Personalization.Tools.Hosting;
using Personalization.Tools.Tests.Import;

namespace Personalization.Tools.Tests.Hosting;

public sealed class EngineSettingsTests
{
    [Fact]
    public void Sections_of_the_program_that_serves_are_left_to_it()
    {
        var settings = Read(
            ("Gateway:Urls", ""), ("GATEWAY:COLOUR", "red"), ("Demo:Mode", "perhaps"), ("Logging:LogLevel:Default", "Error"),
            ("Cluster:IdleAfter", "00:00:20"));
        Assert.Equal(20, settings.Cluster.IdleAfter.TotalSeconds);
    }

    [Theory]
    [InlineData("Clustr:IdleAfter", "Clustr: is not known; known are Node, Cluster, Gateway, Demo")]
    [InlineData("Cluster:IdleAftr", "Cluster:IdleAftr: is not known; known are ")]
    [InlineData("Cluster:Gateway", "Cluster:Gateway: is not known; known are ")]
    public void Name_that_is_not_known_is_refused(string path, string expected)
    {
        var fault = Assert.Throws<SettingsException>(() => Read((path, "00:00:20")));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-file.json", null)]
    [InlineData("broken.json", "{ \"Gateway\": ")]
    [InlineData("array.json", "[1")]
    public void File_that_is_missing_or_broken_leads_to_its_name(string name, string? content)
    {
        using var folder = new ScratchFolder();
        var path = content is null ? Path.Combine(folder.Path, name) : folder.File(name, content);
        var fault = Assert.Throws<SettingsException>(() => EngineSettings.Sources(path, []));
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    private static EngineSettings Read(params (string Path, string Value)[] values) => EngineSettings.Read<EngineSettings>(
        EngineSettings.Sources(null, values.Select(v => new KeyValuePair<string, string?>(v.Path, v.Value))));
}
