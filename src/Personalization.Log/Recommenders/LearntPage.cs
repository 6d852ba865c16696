using Personalization.Log.Snapshots;

namespace Personalization.Log.Recommenders;

/// <summary>A part of a cluster's saved learnt states.</summary>
/// <param name="Version">Which saving it is of; a reader that sees another one starts over.</param>
/// <param name="Applied">Per partition, the position up to which its events are learnt.</param>
/// <param name="Rows">States of items, in the order of their keys; empty after the last.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("learnt-page")]
public sealed record LearntPage(
    [property: Id(0)] long Version,
    [property: Id(1)] IReadOnlyList<long> Applied,
    [property: Id(2)] IReadOnlyList<SnapshotRow> Rows);
