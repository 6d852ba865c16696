namespace Personalization.Engine.Events;

/// <summary>What is wrong with one field of an input.</summary>
/// <param name="Field">The field by its wire name, for example <c>timestamp</c>.</param>
/// <param name="Message">The value's fault and what is allowed.</param>
public sealed record Fault(string Field, string Message)
{
    /// <summary>The field and its fault in one line.</summary>
    public override string ToString() => $"{Field}: {Message}";
}
