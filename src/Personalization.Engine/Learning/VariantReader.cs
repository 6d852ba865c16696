using System.Text.Json;
using Personalization.Contracts;
using Personalization.Engine.Events;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Learning;

/// <summary>
/// Reads settings from a variant's parameters, member by member, and notes what is wrong with them. What is wrong or absent is
/// <see langword="null"/>.
/// </summary>
/// <param name="parameters">The parameters.</param>
/// <param name="field">Their wire name, for faults.</param>
/// <param name="faults">Takes the faults.</param>
internal sealed class VariantReader(JsonText parameters, string field, List<Fault> faults)
{
    // As a variant's own weight.
    private const double MaxWeight = 1e6;

    private readonly JsonElement _members = JsonElement.Parse(parameters.Utf8.Span);

    /// <summary>One of some names.</summary>
    public string? OneOf(string name, IEnumerable<string> allowed)
    {
        if (!_members.TryGetProperty(name, out var member))
        {
            return null;
        }
        var value = member.ValueKind == JsonValueKind.String ? member.GetString()! : null;
        return value is not null && allowed.Contains(value)
            ? value
            : Refuse<string>(name, member, string.Join(", ", allowed) + " are allowed");
    }

    /// <summary>A number from 0 to 1.</summary>
    public double? Share(string name) =>
        !_members.TryGetProperty(name, out var member) ? null
        : Number(member) is { } value and >= 0 and <= 1 ? value
        : Refuse<double?>(name, member, "a number from 0 to 1 is allowed");

    /// <summary>The weights of recommenders by their codes, one of them above 0.</summary>
    public Dictionary<string, float>? Weights(string name)
    {
        if (!_members.TryGetProperty(name, out var member))
        {
            return null;
        }
        if (member.ValueKind != JsonValueKind.Object)
        {
            return Refuse<Dictionary<string, float>>(
                name, member, "an object of weights by recommender is allowed, such as {\"popular\": 1}");
        }
        var weights = new Dictionary<string, float>(StringComparer.Ordinal);
        var known = faults.Count;
        foreach (var weight in member.EnumerateObject())
        {
            if (!DecisionPath.Codes.Contains(weight.Name))
            {
                faults.Add(new Fault(
                    $"{field}.{name}.{weight.Name}", $"names no recommender; {string.Join(", ", DecisionPath.Codes)} are allowed"));
            }
            else if (Number(weight.Value) is { } value and >= 0 and <= MaxWeight)
            {
                weights[weight.Name] = (float)value;
            }
            else
            {
                Refuse<string>($"{name}.{weight.Name}", weight.Value, $"a number from 0 to {MaxWeight} is allowed");
            }
        }
        if (faults.Count == known && !weights.Values.Any(w => w > 0))
        {
            Refuse<string>(name, member, "one weight above 0 is needed");
        }
        return faults.Count == known ? weights : null;
    }

    private static double? Number(JsonElement member) =>
        member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var value) ? value : null;

    private T? Refuse<T>(string name, JsonElement value, string allowed)
    {
        var text = value.GetRawText();
        faults.Add(new Fault($"{field}.{name}", $"is {(text.Length <= 70 ? text : text[..70] + "…")}; {allowed}"));
        return default;
    }
}
