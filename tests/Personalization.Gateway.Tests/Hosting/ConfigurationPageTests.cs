using System.Collections;
using Personalization.Gateway.Hosting;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class ConfigurationPageTests
{
    [Fact]
    public void Every_setting_stands_on_the_page_and_no_other()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Personalization.Orleans.sln")))
        {
            root = root.Parent!;
        }
        var page = File.ReadLines(Path.Combine(root.FullName, "docs", "configuration.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);
        Assert.Equal(Paths(new Settings(), "").Order(StringComparer.Ordinal), page.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Paths(object group, string path) =>
        group.GetType().GetProperties().Where(p => p.SetMethod?.IsPublic == true).SelectMany(p =>
            p.PropertyType.IsClass && p.PropertyType != typeof(string) && !typeof(IDictionary).IsAssignableFrom(p.PropertyType)
                ? Paths(p.GetValue(group)!, $"{path}{p.Name}:")
                : [path + p.Name]);
}
