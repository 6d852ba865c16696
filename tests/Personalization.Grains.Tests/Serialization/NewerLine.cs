namespace Personalization.Grains.Tests.Serialization;

/// <summary><see cref="OlderLine"/> as a later release has it.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("test-newer-line")]
public sealed record NewerLine([property: Id(0)] string Item, [property: Id(1)] string? Color);
