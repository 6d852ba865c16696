using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Engine.Profiles;
using Personalization.Engine.Recommenders;
using Personalization.Engine.Learning;

namespace Personalization.Log.Partitions;

/// <summary>The settings that shape states: with them, the same log leads to the same states wherever it is replayed.</summary>
/// <param name="From">The position of the first event that they hold for.</param>
/// <param name="Profiles">How much is kept of a person's behaviour.</param>
/// <param name="Signals">How items are learnt.</param>
/// <param name="Bandits">How experiments and bandits learn.</param>
public sealed record StateSettings(long From, ProfileOptions Profiles, SignalOptions Signals, BanditOptions Bandits)
{
    /// <summary>The settings of a node, from a position on.</summary>
    public static StateSettings Of(NodeOptions options, long from) => new(from, options.Profiles, options.Signals, options.Bandits);

    /// <summary>Reads stored settings.</summary>
    /// <exception cref="JsonException">They are no settings.</exception>
    public static StateSettings Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, StateSettingsJson.Default.StateSettings)!;

    /// <summary>The settings a log ends with; <see langword="null"/> when none are stored.</summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    public static async Task<StateSettings?> Latest(ILogStore logs, int partition)
    {
        StateSettings? latest = null;
        await foreach (var entry in logs.Read(LogNames.Settings(partition), 0))
        {
            latest = Read(entry.Data.Span);
        }
        return latest;
    }

    /// <summary>The stored form.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StateSettingsJson.Default.StateSettings);

    /// <summary>The names of the settings in which others differ, such as <c>Bandits:RewardWindow</c>.</summary>
    public IReadOnlyList<string> Differences(StateSettings other)
    {
        using var mine = JsonDocument.Parse(ToJson());
        using var theirs = JsonDocument.Parse(other.ToJson());
        var names = new List<string>();
        foreach (var group in mine.RootElement.EnumerateObject().Where(static group => group.Value.ValueKind == JsonValueKind.Object))
        {
            foreach (var value in group.Value.EnumerateObject())
            {
                if (!theirs.RootElement.GetProperty(group.Name).TryGetProperty(value.Name, out var their)
                    || !JsonElement.DeepEquals(value.Value, their))
                {
                    names.Add($"{group.Name}:{value.Name}");
                }
            }
        }
        return names;
    }
}

/// <summary>Reads and writes settings.</summary>
[JsonSerializable(typeof(StateSettings))]
internal sealed partial class StateSettingsJson : JsonSerializerContext;
