namespace Personalization.Engine.OffPolicy;

/// <summary>Why there is no answer.</summary>
/// <param name="Reason">The kind of reason.</param>
/// <param name="Text">The reason in words, with its figures.</param>
public sealed record OffPolicyRefusal(RefusalReason Reason, string Text);
