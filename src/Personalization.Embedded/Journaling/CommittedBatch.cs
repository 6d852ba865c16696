namespace Personalization.Embedded.Journaling;

/// <summary>
/// A batch that is durable and waits to be applied. The consumer completes it, once; from then on the caller may reuse the batch, so nothing
/// of it may be read any more. Completing is thread-safe.
/// </summary>
internal readonly struct CommittedBatch
{
    private readonly JournalBatch _batch;
    private readonly int _ticket;

    /// <summary>Takes the batch's pending append.</summary>
    internal CommittedBatch(JournalBatch batch)
    {
        _batch = batch;
        _ticket = batch.Ticket;
    }

    /// <summary>What the caller attached.</summary>
    public object? State => _batch.State;

    /// <summary>The number of entries, duplicates included.</summary>
    public int Count => _batch.Count;

    /// <summary>The position of the first entry that is no duplicate; each further one has the next position.</summary>
    public long FirstPosition => _batch.FirstPosition;

    /// <summary>Whether the entry was left out because the journal had one with the same id hash. It has no position.</summary>
    public bool IsDuplicate(int index) => _batch.IsDuplicate(index);

    /// <summary>The entry's kind.</summary>
    public byte Kind(int index) => _batch.Kind(index);

    /// <summary>The entry's bytes; valid until the batch is completed.</summary>
    public ReadOnlyMemory<byte> Data(int index) => _batch.Data(index);

    /// <summary>Tells the caller that the batch is durable and applied.</summary>
    /// <returns><see langword="false"/> when it had been completed before.</returns>
    public bool Complete() => _batch.TryComplete(_ticket);

    /// <summary>Tells the caller that the batch, though durable, could not be applied.</summary>
    /// <returns><see langword="false"/> when it had been completed before.</returns>
    public bool Fail(Exception fault) => _batch.TryFail(_ticket, fault);
}
