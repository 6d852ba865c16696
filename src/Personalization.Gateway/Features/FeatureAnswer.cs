using Personalization.Engine.Events;
using Personalization.Engine.Features;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Features;

/// <summary>Reads which features are asked for and writes their values.</summary>
internal static class FeatureAnswer
{
    private const int MaxNames = 200;

    /// <summary>The names asked for with <c>names=a,b</c>; <see langword="null"/> when there are too many, which is answered.</summary>
    public static async ValueTask<IReadOnlyList<string>?> Names(HttpContext http, IReadOnlyList<string> otherwise)
    {
        var asked = http.Request.Query["names"].ToString();
        var names = asked.Length == 0
            ? otherwise
            : asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Count <= MaxNames)
        {
            return names;
        }
        await Problem.Faulty(http, new Fault("names", $"has {names.Count} entries; at most {MaxNames} are allowed"));
        return null;
    }

    /// <summary>Answers with the values; <see langword="null"/> where there is none, and the names that are no features.</summary>
    public static Task Write(HttpContext http, string idName, string id, IReadOnlyList<string> names, IReadOnlyList<double> values) =>
        JsonResponse.Write(http, (idName, id, names, values), static (writer, arg) =>
        {
            writer.WriteStartObject();
            writer.WriteString(arg.idName, arg.id);
            writer.WriteStartObject("features"u8);
            for (var i = 0; i < arg.names.Count; i++)
            {
                if (double.IsFinite(arg.values[i]))
                {
                    writer.WriteNumber(arg.names[i], arg.values[i]);
                }
                else
                {
                    writer.WriteNull(arg.names[i]);
                }
            }
            writer.WriteEndObject();
            writer.WriteStartArray("unknown"u8);
            foreach (var name in arg.names)
            {
                if (FeatureName.Parse(name) is null)
                {
                    writer.WriteStringValue(name);
                }
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
}
