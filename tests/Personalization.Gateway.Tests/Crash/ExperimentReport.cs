namespace Personalization.Gateway.Tests.Crash;

/// <summary>An outcome or a purchase.</summary>
/// <param name="Path">Where it is sent.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="Choice">Whose outcome it is; <see langword="null"/> for a purchase.</param>
/// <param name="Body">What is sent.</param>
internal sealed record ExperimentReport(string Path, string Person, int Value, ExperimentChoice? Choice, string Body)
{
    /// <summary>When it was acknowledged.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }
}
