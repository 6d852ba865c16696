using System.Text.Json.Serialization;

namespace Personalization.Contracts.Bandits;

/// <summary>A bandit's choice as the log keeps it: all that learning from its reward takes. Immutable.</summary>
public sealed record BanditChoiceRecord
{
    /// <summary>When the choice was made, in milliseconds since 1970. The log has it as the event's time.</summary>
    [JsonIgnore]
    public long At { get; init; }

    /// <summary>Where the choice was shown; each place has a bandit of its own.</summary>
    public required string Placement { get; init; }

    /// <summary>The item that was chosen.</summary>
    public required string Arm { get; init; }

    /// <summary>The context, the constant not counted.</summary>
    public required IReadOnlyList<double> Features { get; init; }

    /// <summary>What the ranking thought of the item, [0, 1] relative to the best of the choice.</summary>
    public double Score { get; init; }

    /// <summary>The probability of the choice, (0, 1].</summary>
    public double Propensity { get; init; } = 1;

    /// <summary>The policy that chose.</summary>
    public string? Policy { get; init; }
}
