namespace Personalization.Tools.Demo;

/// <summary>A look or quality that products of any kind can have.</summary>
/// <param name="Tag">The tag that marks it.</param>
/// <param name="Sentence">What the description says about it.</param>
internal sealed record Style(string Tag, string Sentence)
{
    /// <summary>All styles.</summary>
    public static IReadOnlyList<Style> All { get; } =
    [
        new("eco", "It is made with recycled materials and comes without plastic packaging."),
        new("minimalist", "Nothing about it is superfluous: clean lines and quiet surfaces."),
        new("vintage", "Its look goes back to the seventies."),
        new("handmade", "Each piece is made by hand in a small workshop."),
        new("colourful", "Bold colours make it easy to spot."),
        new("limited", "Only a limited edition is made."),
        new("compact", "It folds away small and fits where others do not."),
        new("gift", "It arrives wrapped and ready to be given."),
        new("smart", "It connects to the phone and learns from its owner."),
        new("durable", "The maker repairs it for ten years."),
    ];
}
