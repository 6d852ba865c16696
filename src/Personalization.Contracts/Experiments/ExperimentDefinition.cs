using System.Text.Json.Serialization;

namespace Personalization.Contracts.Experiments;

/// <summary>
/// An experiment as its owner writes it: who takes part, what is compared, what is measured and when it ends. Immutable. Where 0 is not
/// allowed it stands for the default, as what is absent does.
/// </summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("experiment-definition")]
public sealed record ExperimentDefinition
{
    /// <summary>Creates a definition; what is absent in JSON and may be 0 gets its default here.</summary>
    /// <param name="ramp">The share of the people who take part.</param>
    /// <param name="pauseOnMismatch">Whether it pauses on a mismatch.</param>
    /// <param name="pauseOnHarm">Whether it pauses on harm.</param>
    [JsonConstructor]
    public ExperimentDefinition(double ramp = 1, bool pauseOnMismatch = true, bool pauseOnHarm = true) =>
        (Ramp, PauseOnMismatch, PauseOnHarm) = (ramp, pauseOnMismatch, pauseOnHarm);

    /// <summary>Identity. 1 to 64 characters of a–z, A–Z, 0–9, <c>_ - .</c>.</summary>
    [Id(0)]
    public required string ExperimentId { get; init; }

    /// <summary>What people call it; the id is shown when absent.</summary>
    [Id(1)]
    public string? Name { get; init; }

    /// <summary>What is expected, and why.</summary>
    [Id(2)]
    public string? Hypothesis { get; init; }

    /// <summary>The layer: experiments of one layer exclude each other, those of different layers are independent.</summary>
    /// <value>As an id; <c>default</c> by default.</value>
    [Id(3)]
    public string Layer { get; init => field = value ?? "default"; } = "default";

    /// <summary>The first of the layer's slots that the experiment owns.</summary>
    /// <value>0 to 9,999; 0 by default.</value>
    [Id(4)]
    public int SlotFrom { get; init; }

    /// <summary>The slot after the last one that the experiment owns.</summary>
    /// <value>1 to 10,000; 10,000 by default.</value>
    [Id(5)]
    public int SlotTo { get; init => field = value == 0 ? 10_000 : value; } = 10_000;

    /// <summary>What the variants are drawn with; the experiment's id when absent. A new salt draws everybody anew.</summary>
    /// <value>As an id.</value>
    [Id(6)]
    public string? Salt { get; init; }

    /// <summary>Counts the changes of the definition, for the audit.</summary>
    [Id(7)]
    public int Revision { get; init; }

    /// <summary>What is compared, 2 to 20; the first is the control.</summary>
    [Id(8)]
    public IReadOnlyList<VariantDefinition> Variants { get; init => field = value ?? []; } = [];

    /// <summary>The share of the people of the experiment's slots who take part.</summary>
    /// <value>0 to 1; 1 by default. Raising it moves nobody to another variant.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [Id(9)]
    public double Ramp { get; init; }

    /// <summary>Who may take part, for example <c>country in ['DE', 'AT'] and purchases >= 1</c>; everybody when absent.</summary>
    [Id(10)]
    public string? Targeting { get; init; }

    /// <summary>What decides.</summary>
    [Id(11)]
    public required MetricDefinition PrimaryMetric { get; init; }

    /// <summary>What is looked at besides.</summary>
    [Id(12)]
    public IReadOnlyList<MetricDefinition> SecondaryMetrics { get; init => field = value ?? []; } = [];

    /// <summary>What must not be harmed.</summary>
    [Id(13)]
    public IReadOnlyList<GuardrailDefinition> Guardrails { get; init => field = value ?? []; } = [];

    /// <summary>The smallest change of the primary metric worth having, relative to the control: 0.05 is five per cent more.</summary>
    /// <value>Above 0, at most 10; 0.05 by default.</value>
    [Id(14)]
    public double MinimumEffect { get; init => field = value == 0 ? 0.05 : value; } = 0.05;

    /// <summary>The probability of a winner that is none, over the whole life of the experiment.</summary>
    /// <value>0.0001 to 0.5; 0.05 by default.</value>
    [Id(15)]
    public double Alpha { get; init => field = value == 0 ? 0.05 : value; } = 0.05;

    /// <summary>The probability that a change of the minimum effect is found by a test of the planned size.</summary>
    /// <value>0.5 to 0.999; 0.8 by default.</value>
    [Id(16)]
    public double Power { get; init => field = value == 0 ? 0.8 : value; } = 0.8;

    /// <summary>How long after a person's first exposure events are counted.</summary>
    /// <value>1 minute to 365 days; 7 days by default.</value>
    [Id(17)]
    public TimeSpan AttributionWindow { get; init => field = value == default ? TimeSpan.FromDays(7) : value; } = TimeSpan.FromDays(7);

    /// <summary>Where it stands.</summary>
    [Id(18)]
    public ExperimentState State { get; init; }

    /// <summary>Whether it pauses by itself when the variants' shares are not those that were set.</summary>
    /// <value>True by default.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [Id(19)]
    public bool PauseOnMismatch { get; init; }

    /// <summary>Whether it pauses by itself when a guardrail is harmed.</summary>
    /// <value>True by default.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [Id(20)]
    public bool PauseOnHarm { get; init; }

    /// <summary>Whether it is decided by itself when a winner is found.</summary>
    /// <value>False by default.</value>
    [Id(21)]
    public bool DecideOnWinner { get; init; }
}
