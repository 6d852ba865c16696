namespace Personalization.Embedded.Hosting;

/// <summary>
/// A key's place in memory: node of the table, mailbox and actor in one object of 64 bytes. Whoever holds the mailbox may use the actor;
/// the others wait in the order of their arrival.
/// </summary>
/// <param name="key">The actor's key.</param>
/// <param name="hash">The key's hash in the table.</param>
internal sealed class Activation<TActor>(string key, int hash)
    where TActor : class
{
    // null: free; Held: held; Gone: removed; else the newest of a stack of waiters, while held.
    private MailboxWaiter? _mailbox = MailboxWaiter.Held;

    // Waiters taken off the stack, oldest first. Belongs to the holder.
    private MailboxWaiter? _line;

    /// <summary>The actor's key.</summary>
    public string Key { get; } = key;

    /// <summary>The key's hash in the table.</summary>
    public int Hash { get; } = hash;

    /// <summary>The next node of the same bucket. Belongs to the table.</summary>
    public Activation<TActor>? Next;

    /// <summary>The actor; <see langword="null"/> until it is activated. Belongs to the holder.</summary>
    public TActor? Actor;

    /// <summary>When it was called last, in <see cref="CoarseClock"/> units.</summary>
    public int LastCall;

    /// <summary>Takes the mailbox if it is free.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _mailbox, MailboxWaiter.Held, null) is null;

    /// <summary>Takes the mailbox, in turn. The place in line is taken before this returns.</summary>
    /// <returns><see langword="false"/> when the activation is gone.</returns>
    public ValueTask<bool> Enter()
    {
        MailboxWaiter? waiter = null;
        while (true)
        {
            var seen = Volatile.Read(ref _mailbox);
            if (seen is null)
            {
                if (TryEnter())
                    return new(true);
            }
            else if (seen == MailboxWaiter.Gone)
            {
                return new(false);
            }
            else
            {
                waiter ??= new();
                waiter.Next = seen == MailboxWaiter.Held ? null : seen;
                if (Interlocked.CompareExchange(ref _mailbox, waiter, seen) == seen)
                    return waiter.Turn;
            }
        }
    }

    /// <summary>Gives the mailbox to the next in line, or frees it. The caller must hold it.</summary>
    public void Leave()
    {
        if (_line is null)
        {
            if (Interlocked.CompareExchange(ref _mailbox, null, MailboxWaiter.Held) == MailboxWaiter.Held)
                return;
            _line = Reversed(Interlocked.Exchange(ref _mailbox, MailboxWaiter.Held));
        }

        var next = _line!;
        _line = next.Next;
        next.Next = null;
        next.Wake();
    }

    /// <summary>Marks the activation as gone, unless somebody waits. The caller must hold the mailbox, and the table's lock.</summary>
    public bool TryRetire() =>
        _line is null && Interlocked.CompareExchange(ref _mailbox, MailboxWaiter.Gone, MailboxWaiter.Held) == MailboxWaiter.Held;

    private static MailboxWaiter? Reversed(MailboxWaiter? newest)
    {
        MailboxWaiter? line = null;
        while (newest is not null)
            (newest.Next, line, newest) = (line, newest, newest.Next);
        return line;
    }
}
