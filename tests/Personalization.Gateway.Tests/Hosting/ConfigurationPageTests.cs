using System.Collections;
using System.Reflection;
using Personalization.Gateway.Hosting;
using Personalization.Tests.Shared;

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
        Assert.Equal(
            Settings(new Settings(), "").Select(static s => s.Path).Order(StringComparer.Ordinal), page.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_setting_is_read_by_the_program()
    {
        var calls = MethodCalls.OfProduct();
        Assert.Empty(Settings(new Settings(), "").Where(s => !calls.Reads(s.Property)).Select(static s => s.Path));
    }

    private static IEnumerable<(string Path, PropertyInfo Property)> Settings(object group, string path) =>
        group.GetType().GetProperties().Where(p => p.SetMethod?.IsPublic == true).SelectMany(p =>
            p.PropertyType.IsClass && p.PropertyType != typeof(string) && !typeof(IDictionary).IsAssignableFrom(p.PropertyType)
                ? Settings(p.GetValue(group)!, $"{path}{p.Name}:")
                : [(path + p.Name, p)]);
}
