namespace Personalization.Grains.Tests.Serialization;

/// <summary>A message of one release.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("test-older-order")]
public sealed record OlderOrder
{
    public static OlderOrder Sample { get; } = new() { OrderId = "o1", Line = new("gift"), Tags = ["o1", "gift", "red"] };

    [Id(0)]
    public required string OrderId { get; init; }

    [Id(1)]
    public OlderLine? Line { get; init; }

    [Id(4)]
    public IReadOnlyList<string> Tags { get; init; } = [];
}
