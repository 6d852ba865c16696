using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Personalization.Contracts;
using Personalization.Engine.Experiments.Targeting;
using Personalization.Engine.Features;
using Personalization.Engine.Profiles;

namespace Personalization.Engine.Learning;

/// <summary>
/// What targeting expressions may ask about a person at a decision: <c>placement</c>, the members of the request's context as
/// <c>context.name</c>, and every feature by its name, for example <c>purchases</c> or <c>purchase.sum.30d</c>.
/// </summary>
/// <param name="state">The person; nobody when <see langword="null"/>.</param>
/// <param name="context">What states are read with.</param>
/// <param name="placement">Where the decision is shown.</param>
/// <param name="request">The request's circumstances.</param>
/// <param name="now">The time, in seconds since 1970.</param>
public sealed class PersonFacts(BehaviorState? state, StateContext context, string? placement, JsonText request, uint now) : ITargetingFacts
{
    private const string ContextPrefix = "context.";

    /// <inheritdoc/>
    public bool TryNumber(string name, out double value)
    {
        value = 0;
        if (name.StartsWith(ContextPrefix, StringComparison.Ordinal))
        {
            return Member(name, out var reader) && Number(ref reader, out value);
        }
        if (FeatureName.Parse(name) is not { } feature)
        {
            return false;
        }
        value = state is null ? 0 : FeatureReader.Read(feature, state, now, context);
        return double.IsFinite(value);
    }

    /// <inheritdoc/>
    public bool TryText(string name, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (name == "placement")
        {
            value = placement;
        }
        else if (name.StartsWith(ContextPrefix, StringComparison.Ordinal)
            && Member(name, out var reader)
            && reader.TokenType == JsonTokenType.String)
        {
            value = reader.GetString();
        }
        return value is not null;
    }

    private bool Member(string name, out Utf8JsonReader reader)
    {
        reader = default;
        if (request.IsEmpty)
        {
            return false;
        }
        reader = new Utf8JsonReader(request.Utf8.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name.AsSpan(ContextPrefix.Length));
            reader.Read();
            if (found)
            {
                return true;
            }
            reader.Skip();
        }
        return false;
    }

    private static bool Number(ref Utf8JsonReader reader, out double value)
    {
        value = reader.TokenType == JsonTokenType.True ? 1 : 0;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False
            || (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value));
    }
}
