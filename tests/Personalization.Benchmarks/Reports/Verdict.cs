namespace Personalization.Benchmarks.Reports;

/// <summary>Whether a figure kept its budget.</summary>
internal enum Verdict
{
    /// <summary>The row has no budget; it is there to be compared with.</summary>
    None,

    /// <summary>The budget was kept.</summary>
    Met,

    /// <summary>The budget was not kept.</summary>
    Missed,
}
