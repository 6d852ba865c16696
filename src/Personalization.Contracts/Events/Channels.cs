namespace Personalization.Contracts.Events;

/// <summary>The usual channel names. The list is open: any name of 1 to 32 characters is accepted.</summary>
public static class Channels
{
    /// <summary>A web site; what is assumed when an event names none.</summary>
    public const string Web = "web";

    /// <summary>All names the product's documents use.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        Web, "mobile", "email", "social", "kiosk", "call_center", "iot", "tv", "voice", "chatbot", "ar_vr", "wearable",
    ];
}
