using Personalization.Contracts.Experiments;

namespace Personalization.Gateway.Experiments;

/// <summary>All experiments.</summary>
/// <param name="Experiments">Each in short.</param>
internal sealed record ExperimentList(IReadOnlyList<ExperimentSummary> Experiments);

/// <summary>An experiment in short.</summary>
/// <param name="ExperimentId">Its identifier.</param>
/// <param name="Name">Its name; the identifier where it has none.</param>
/// <param name="State">Where it stands in its life.</param>
/// <param name="Layer">The layer whose experiments share their people out.</param>
/// <param name="Variants">How many variants there are.</param>
/// <param name="People">How many people took part.</param>
/// <param name="Verdict">The kind of its verdict.</param>
/// <param name="Revision">The number of its latest revision.</param>
/// <param name="ChangedAt">When that was.</param>
internal sealed record ExperimentSummary(
    string ExperimentId, string Name, ExperimentState State, string? Layer, int Variants, long People, string Verdict,
    int Revision, DateTimeOffset ChangedAt);

/// <summary>An experiment's history.</summary>
/// <param name="Revisions">Every revision, the oldest first.</param>
internal sealed record ExperimentHistory(IReadOnlyList<ExperimentRevision> Revisions);
