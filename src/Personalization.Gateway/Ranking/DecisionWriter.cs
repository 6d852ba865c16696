using System.Text.Json;
using Personalization.Contracts.Ranking;
using Personalization.Gateway.Hosting;

namespace Personalization.Gateway.Ranking;

/// <summary>Writes decisions as JSON, by hand: the two hottest answers of the gateway.</summary>
internal static class DecisionWriter
{
    private static readonly JsonEncodedText Code = JsonEncodedText.Encode("code");
    private static readonly JsonEncodedText Text = JsonEncodedText.Encode("text");
    private static readonly JsonEncodedText Weight = JsonEncodedText.Encode("weight");
    private static readonly JsonEncodedText ItemId = JsonEncodedText.Encode("item_id");
    private static readonly JsonEncodedText Score = JsonEncodedText.Encode("score");
    private static readonly JsonEncodedText ReasonsName = JsonEncodedText.Encode("reasons");

    /// <summary>Writes a list.</summary>
    public static void Write(Utf8JsonWriter writer, RecommendationResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("decision_id"u8, result.DecisionId);
        if (result.UserId is { } user)
        {
            writer.WriteString("user_id"u8, user);
        }
        writer.WriteStartArray("items"u8);
        foreach (var item in (RankedItem[])result.Items)
        {
            writer.WriteStartObject();
            writer.WriteString(ItemId, item.ItemId);
            JsonDecimal.Write(writer, Score, item.Score);
            writer.WritePropertyName(ReasonsName);
            WriteReasons(writer, item.Reasons);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteString("model_version"u8, result.ModelVersion);
        writer.WriteNumber("latency_ms"u8, result.LatencyMs);
        if (result.Experiment is { } experiment)
        {
            writer.WriteString("experiment"u8, experiment);
        }
        if (result.Fallback)
        {
            writer.WriteBoolean("fallback"u8, true);
        }
        if (result.Stages is { } stages)
        {
            WriteStages(writer, stages);
        }
        writer.WriteEndObject();
    }

    /// <summary>Writes a choice.</summary>
    public static void Write(Utf8JsonWriter writer, PersonalizeResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("decision_id"u8, result.DecisionId);
        writer.WriteString("selected_item"u8, result.SelectedItem);
        writer.WriteNumber("confidence_score"u8, result.ConfidenceScore);
        writer.WriteStartArray("alternative_options"u8);
        foreach (var option in (AlternativeOption[])result.AlternativeOptions)
        {
            writer.WriteStartObject();
            writer.WriteString(ItemId, option.ItemId);
            JsonDecimal.Write(writer, Score, option.Score);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WritePropertyName("reasoning"u8);
        WriteReasons(writer, result.Reasoning);
        writer.WriteNumber("latency_ms"u8, result.LatencyMs);
        writer.WriteNumber("propensity"u8, result.Propensity);
        writer.WriteString("model_version"u8, result.ModelVersion);
        if (result.Policy is { } policy)
        {
            writer.WriteString("policy"u8, policy);
        }
        if (result.Experiment is { } experiment)
        {
            writer.WriteString("experiment"u8, experiment);
        }
        if (result.Fallback)
        {
            writer.WriteBoolean("fallback"u8, true);
        }
        writer.WriteEndObject();
    }

    private static void WriteReasons(Utf8JsonWriter writer, IReadOnlyList<Reason> reasons)
    {
        writer.WriteStartArray();
        for (var i = 0; i < reasons.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString(Code, reasons[i].Code);
            writer.WriteString(Text, reasons[i].Text);
            JsonDecimal.Write(writer, Weight, reasons[i].Weight);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteStages(Utf8JsonWriter writer, IReadOnlyList<StageTrace> stages)
    {
        writer.WriteStartArray("stages"u8);
        foreach (var stage in stages)
        {
            writer.WriteStartObject();
            writer.WriteString("stage"u8, stage.Stage);
            writer.WriteString("name"u8, stage.Name);
            writer.WriteNumber("items"u8, stage.Items);
            writer.WriteNumber("latency_ms"u8, stage.LatencyMs);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
