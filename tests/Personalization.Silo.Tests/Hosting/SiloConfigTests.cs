using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Personalization.Silo.Hosting;
using Personalization.Tests.Shared;

namespace Personalization.Silo.Tests.Hosting;

/// <summary>The documented configuration: every setting stands in it, explained, with its true default.</summary>
public sealed partial class SiloConfigTests
{
    [Fact]
    public void Every_setting_stands_in_the_files_once_and_no_other()
    {
        var documented = Keys().Select(k => k.Path).ToArray();
        Assert.Equal(
            Leaves(new SiloSettings(), "").Select(l => l.Path).Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_setting_is_explained_above_it() =>
        Assert.All(Keys(), key => Assert.True(
            key.Above.StartsWith("//", StringComparison.Ordinal) && !Key().IsMatch(key.Above), $"Nothing explains {key.Path}."));

    [Fact]
    public void Values_in_the_files_are_the_defaults()
    {
        var configured = Leaves(SiloSettings.Read(SiloSettings.Sources(Folder(), null, [])), "");
        Assert.Equal(Leaves(new SiloSettings(), ""), configured);
    }

    [Fact]
    public void Every_setting_is_read_by_the_program()
    {
        var calls = MethodCalls.OfProduct();
        Assert.Empty(Properties(new SiloSettings(), "").Where(s => !calls.Reads(s.Property)).Select(static s => s.Path));
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Personalization.Orleans.sln")))
        {
            root = root.Parent!;
        }
        return Path.Combine(root.FullName, "silo-config");
    }

    // Settings that are absent by default stand as comments: // "Redis": "redis:6379",
    private static IEnumerable<(string Path, string Above)> Keys()
    {
        foreach (var file in SiloSettings.Files)
        {
            var (groups, above) = (new Stack<string>(), "");
            foreach (var line in File.ReadLines(Path.Combine(Folder(), file)).Select(line => line.Trim()))
            {
                if (Key().Match(line) is { Success: true } key)
                {
                    if (line.EndsWith('{') && !line.Contains("\"Weights\"", StringComparison.Ordinal))
                    {
                        groups.Push(key.Groups[1].Value);
                    }
                    else if (!groups.Contains("Weights"))
                    {
                        yield return (string.Join(':', groups.Reverse().Append(key.Groups[1].Value)), above);
                        if (line.EndsWith('{'))
                        {
                            groups.Push("Weights");
                        }
                    }
                }
                else if (line.StartsWith('}') && groups.Count > 0)
                {
                    groups.Pop();
                }
                above = line;
            }
        }
    }

    private static IEnumerable<(string Path, string? Value)> Leaves(object group, string path) =>
        Properties(group, path).Select(static leaf => (leaf.Path, leaf.Value is IDictionary values
            ? string.Join(' ', values.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(k => $"{k}={Text(values[k])}"))
            : Text(leaf.Value)));

    private static IEnumerable<(string Path, PropertyInfo Property, object? Value)> Properties(object group, string path) =>
        group.GetType().GetProperties().Where(p => p.SetMethod?.IsPublic == true).SelectMany(p => p.GetValue(group) switch
        {
            not IDictionary and { } value when p.PropertyType.IsClass && p.PropertyType != typeof(string) =>
                Properties(value, $"{path}{p.Name}:"),
            var value => [(path + p.Name, p, value)],
        });

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    [GeneratedRegex("""^(?:// )?"(\w+)": """)]
    private static partial Regex Key();
}
