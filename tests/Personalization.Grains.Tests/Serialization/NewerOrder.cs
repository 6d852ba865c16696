namespace Personalization.Grains.Tests.Serialization;

/// <summary><see cref="OlderOrder"/> as a later release has it.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("test-newer-order")]
public sealed record NewerOrder
{
    public static NewerOrder Sample { get; } = new()
    {
        OrderId = "o1",
        Line = new("gift", "red"),
        Coupon = "winter",
        Parcels = 2,
        // Texts that stand in the message already: the later ones refer to the earlier, those in skipped members included.
        Tags = ["o1", "gift", "red"],
    };

    [Id(0)]
    public required string OrderId { get; init; }

    [Id(1)]
    public NewerLine? Line { get; init; }

    [Id(2)]
    public string? Coupon { get; init; }

    [Id(3)]
    public int Parcels { get; init; } = 1;

    [Id(4)]
    public IReadOnlyList<string> Tags { get; init; } = [];
}
