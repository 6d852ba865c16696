using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Learning;

namespace Personalization.Engine.Tests.Learning;

/// <summary>Makes the events of a log in which experiments and bandits are.</summary>
internal sealed class LearningLog
{
    private long _position;

    public static DateTimeOffset Start { get; } = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    public List<LoggedEvent> Events { get; } = [];

    public static ExperimentDefinition Definition(int revision = 1, ExperimentState state = ExperimentState.Running) => new()
    {
        ExperimentId = "x",
        Revision = revision,
        State = state,
        Variants = [new VariantDefinition { Key = "a" }, new VariantDefinition { Key = "b" }],
        PrimaryMetric = new MetricDefinition { MetricId = "buys", Kind = MetricKind.Conversion, EventType = "purchase" },
        SecondaryMetrics = [new MetricDefinition { MetricId = "money", Kind = MetricKind.Revenue, EventType = "purchase" }],
        AttributionWindow = TimeSpan.FromHours(1),
    };

    public void Define(ExperimentDefinition definition) => Add(new Event
    {
        EventId = EventSubject.Id(definition.ExperimentId, $"revision-{definition.Revision}"),
        EventType = EventTypes.Experiment,
        Timestamp = Start,
        Properties = Json(
            new ExperimentRevision { Definition = definition, At = Start, By = "t", Change = "c" },
            ContractsJson.Default.ExperimentRevision),
    });

    public void Look(InterimAnalysis look) => Add(new Event
    {
        EventId = EventSubject.Id(look.ExperimentId, $"look-{look.Revision}-{look.Number}"),
        EventType = EventTypes.InterimAnalysis,
        Timestamp = look.At,
        Properties = Json(look, ContractsJson.Default.InterimAnalysis),
    });

    public void Expose(string person, int variant, double minutes, double covariate = 0) => Add(new Event
    {
        EventId = EventSubject.Id(person, "x"),
        EventType = EventTypes.Exposure,
        Timestamp = Start.AddMinutes(minutes),
        Properties = Json(
            new ExperimentExposure
            {
                UnitId = person,
                ExperimentId = "x",
                Variant = variant,
                Covariates = [covariate, covariate],
                Segments = new Dictionary<string, string> { ["visitor"] = person.Length % 2 == 0 ? "new" : "returning" },
            },
            ContractsJson.Default.ExperimentExposure),
    });

    public void Buy(string person, double money, double minutes) =>
        Add(new Event
        {
            EventId = $"b{_position}",
            EventType = "purchase",
            UserId = person,
            Value = money,
            Timestamp = Start.AddMinutes(minutes)
        });

    public void Choose(string decision, string arm, double minutes, double score = 1, string placement = "hero")
    {
        var (batch, at) = (new ByteWriter(), Start.AddMinutes(minutes));
        ChoiceBatch.Add(
            batch, decision, new LoggedChoice
            {
                At = at.ToUnixTimeMilliseconds(),
                Placement = placement,
                Arm = arm,
                Features = new double[ChoiceFeatures.Count],
                Score = score,
                Propensity = 0.5
            });
        Add(new Event
        {
            EventId = EventSubject.Id(decision, "choices"),
            EventType = EventTypes.Choices,
            Timestamp = at,
            Properties = ChoiceBatch.Seal(batch)
        });
    }

    public void Reward(string decision, double reward, double minutes, string name = "click") => Add(new Event
    {
        EventId = EventSubject.Id(decision, name),
        EventType = EventTypes.Reward,
        Timestamp = Start.AddMinutes(minutes),
        Value = reward,
    });

    private static JsonText Json<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, type));

    private void Add(Event e) => Events.Add(new LoggedEvent(_position++, e));
}
