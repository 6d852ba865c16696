using Personalization.Tools.Tests.Import;

namespace Personalization.Tools.Tests.Commands;

public sealed class EngineOptionsTests
{
    [Theory]
    [InlineData("""{ "Gateway": { "Urls": "http://localhost:9090" }, "Demo": { "Mode": "Off" } }""", "There is no engine in ")]
    [InlineData("""{ "Gateway": { "Urls": "http://localhost:9090" }, "Clustr": { } }""", "Clustr: is not known")]
    [InlineData("""{ "Cluster": { "Storage": { "Foldr": "data" } } }""", "Cluster:Storage:Foldr: is not known")]
    public async Task Verb_takes_the_file_of_the_program_that_serves_and_refuses_what_is_misspelt(string settings, string expected)
    {
        using var folder = new ScratchFolder();
        var (status, text) = await VerbRun.Run(
            "evaluate", "data", "--data", folder.Path, "--config", folder.File("settings.json", settings));
        Assert.Equal(1, status);
        Assert.Contains(expected, text, StringComparison.Ordinal);
    }
}
