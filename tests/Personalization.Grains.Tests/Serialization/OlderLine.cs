namespace Personalization.Grains.Tests.Serialization;

/// <summary>A part of <see cref="OlderOrder"/>.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("test-line")]
public sealed record OlderLine([property: Id(0)] string Item);
