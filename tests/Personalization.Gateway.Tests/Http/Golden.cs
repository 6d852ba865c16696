using System.Text.Json;

namespace Personalization.Gateway.Tests.Http;

/// <summary>
/// Payloads as clients know them, in files: every member's name and place and type is a promise. "*" stands for any value; a list of one
/// element stands for a list of one or more of its form.
/// </summary>
internal static class Golden
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Payloads", name));

    public static void AssertMatches(string name, JsonElement actual)
    {
        using var expected = JsonDocument.Parse(Text(name));
        AssertMatches(expected.RootElement, actual, name);
    }

    private static void AssertMatches(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.ValueKind == JsonValueKind.String && expected.GetString() == "*")
        {
            Assert.True(actual.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined), path);
            return;
        }
        Assert.True(expected.ValueKind == actual.ValueKind, $"{path}: {actual.ValueKind} instead of {expected.ValueKind}");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(
                    expected.EnumerateObject().Select(m => $"{path}.{m.Name}"), actual.EnumerateObject().Select(m => $"{path}.{m.Name}"));
                foreach (var member in expected.EnumerateObject())
                {
                    AssertMatches(member.Value, actual.GetProperty(member.Name), $"{path}.{member.Name}");
                }
                break;
            case JsonValueKind.Array:
                Assert.True(actual.GetArrayLength() > 0, $"{path} is empty.");
                var i = 0;
                foreach (var element in actual.EnumerateArray())
                {
                    AssertMatches(expected[expected.GetArrayLength() == 1 ? 0 : i], element, $"{path}[{i++}]");
                }
                Assert.True(expected.GetArrayLength() <= i, $"{path} has {i} elements.");
                break;
            default:
                Assert.Equal($"{path}: {expected.GetRawText()}", $"{path}: {actual.GetRawText()}");
                break;
        }
    }
}
