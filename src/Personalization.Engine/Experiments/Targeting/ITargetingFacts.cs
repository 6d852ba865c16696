using System.Diagnostics.CodeAnalysis;

namespace Personalization.Engine.Experiments.Targeting;

/// <summary>What is known of a person, by name: attributes and features. Truth values are the numbers 1 and 0.</summary>
public interface ITargetingFacts
{
    /// <summary>The number of that name; false when there is none or it is a text.</summary>
    bool TryNumber(string name, out double value);

    /// <summary>The text of that name; false when there is none or it is a number.</summary>
    bool TryText(string name, [NotNullWhen(true)] out string? value);
}
