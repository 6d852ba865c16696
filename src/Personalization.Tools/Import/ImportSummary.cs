namespace Personalization.Tools.Import;

/// <summary>How an import ended.</summary>
internal sealed record ImportSummary
{
    /// <summary>Records done over all runs of this import, faulty ones included.</summary>
    public required long Records { get; init; }

    /// <summary>Those of them that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Items handed over in this run.</summary>
    public required long Items { get; init; }

    /// <summary>Events handed over in this run.</summary>
    public required long Events { get; init; }

    /// <summary>Events of this run that the target had seen before.</summary>
    public required long Duplicates { get; init; }

    /// <summary>How many records an earlier run had done.</summary>
    public required long Skipped { get; init; }

    /// <summary>How long this run took.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Whether the user ended it; the next run continues.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Why it ended early, if a fault ended it; the next run continues.</summary>
    public string? Stopped { get; init; }

    /// <summary>0 all imported, 1 stopped by a fault, 2 some records failed, 130 interrupted.</summary>
    public int ExitCode => Stopped is not null ? 1 : Interrupted ? 130 : Failed > 0 ? 2 : 0;
}
