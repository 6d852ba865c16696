using System.Diagnostics.CodeAnalysis;
using Personalization.Engine.Experiments.Targeting;

namespace Personalization.Engine.Tests.Experiments.Targeting;

/// <summary>What is known of a made-up person.</summary>
internal sealed class Facts : Dictionary<string, object>, ITargetingFacts
{
    public bool TryNumber(string name, out double value)
    {
        value = TryGetValue(name, out var found) && found is not string
            ? found is double d ? d : found is int i ? i : found is true ? 1 : 0
            : double.NaN;
        return !double.IsNaN(value);
    }

    public bool TryText(string name, [NotNullWhen(true)] out string? value)
    {
        value = TryGetValue(name, out var found) ? found as string : null;
        return value is not null;
    }
}
