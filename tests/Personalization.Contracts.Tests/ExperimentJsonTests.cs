using System.Text.Json;
using Personalization.Contracts.Experiments;

namespace Personalization.Contracts.Tests;

public sealed class ExperimentJsonTests
{
    [Fact]
    public void Definition_round_trips_through_its_wire_form()
    {
        const string wire =
            """{"experiment_id":"checkout","layer":"default","slot_to":5000,"variants":[{"key":"control","weight":1},{"key":"short","weight":0,"parameters":{"steps":1}}],"ramp":0,"primary_metric":{"metric_id":"revenue","kind":"revenue","event_type":"purchase","window":"14.00:00:00","cap":500},"guardrails":[{"metric":{"metric_id":"returns","kind":"ratio","event_type":"return","denominator_event_type":"purchase","direction":"decrease"},"tolerance":0.02}],"minimum_effect":0.03,"alpha":0.05,"power":0.9,"attribution_window":"7.00:00:00","state":"running","pause_on_mismatch":false,"pause_on_harm":true}""";
        var parsed = JsonSerializer.Deserialize(wire, ContractsJson.Default.ExperimentDefinition)!;
        Assert.Equal(ExperimentState.Running, parsed.State);
        Assert.Equal(0, parsed.Ramp);
        Assert.Equal(0, parsed.Variants[1].Weight);
        Assert.False(parsed.PauseOnMismatch);
        Assert.Equal(TimeSpan.FromDays(14), parsed.PrimaryMetric.Window);
        Assert.Equal(MetricDirection.Decrease, parsed.Guardrails[0].Metric.Direction);
        var written = JsonSerializer.Serialize(parsed, ContractsJson.Default.ExperimentDefinition);
        using var before = JsonDocument.Parse(wire);
        using var after = JsonDocument.Parse(written);
        foreach (var member in before.RootElement.EnumerateObject())
        {
            Assert.True(
                JsonElement.DeepEquals(member.Value, after.RootElement.GetProperty(member.Name)),
                $"{member.Name} became {after.RootElement.GetProperty(member.Name)}");
        }
    }

    [Fact]
    public void Short_definition_gets_the_defaults()
    {
        var parsed = JsonSerializer.Deserialize(
            """{"experiment_id":"e","primary_metric":{"metric_id":"m","event_type":"click"}}""",
            ContractsJson.Default.ExperimentDefinition)!;
        Assert.Equal(
            (0, 10_000, 1.0, 0.05, 0.8, true),
            (parsed.SlotFrom, parsed.SlotTo, parsed.Ramp, parsed.Alpha, parsed.Power, parsed.PauseOnHarm));
        Assert.Equal(ExperimentState.Draft, parsed.State);
        Assert.Equal(MetricKind.Conversion, parsed.PrimaryMetric.Kind);
        Assert.Empty(parsed.Variants);
    }

    [Fact]
    public void Unknown_state_is_refused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(
            """{"experiment_id":"e","primary_metric":{"metric_id":"m","event_type":"click"},"state":"lost"}""",
            ContractsJson.Default.ExperimentDefinition));
}
