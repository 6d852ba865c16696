namespace Personalization.Gateway.Tests.Crash;

/// <summary>A person of the experiment.</summary>
internal sealed class ExposedPerson(string id)
{
    public string Id => id;

    /// <summary>The experiment and the variant; <see langword="null"/> as long as no choice was answered.</summary>
    public string? Variant { get; set; }

    public List<ExperimentChoice> Choices { get; } = [];
}
