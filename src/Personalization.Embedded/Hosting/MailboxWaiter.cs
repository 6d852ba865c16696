using System.Threading.Tasks.Sources;

namespace Personalization.Embedded.Hosting;

/// <summary>
/// A call that waits for a mailbox. Two instances that never wait stand for a mailbox that is held with nobody waiting, and for one whose
/// activation is gone.
/// </summary>
internal sealed class MailboxWaiter : IValueTaskSource<bool>
{
    /// <summary>Held, and nobody waits.</summary>
    public static readonly MailboxWaiter Held = new();

    /// <summary>The activation has left memory for good.</summary>
    public static readonly MailboxWaiter Gone = new();

    // Continuations run on the pool: a chain of calls that hand over to each other inline would overflow the stack.
    private ManualResetValueTaskSourceCore<bool> _turn = new() { RunContinuationsAsynchronously = true };

    /// <summary>The neighbour in line: the one before while waiters arrive, the one behind once the line has been taken over.</summary>
    public MailboxWaiter? Next { get; set; }

    /// <summary>Ends when the mailbox has been handed over, always with <see langword="true"/>.</summary>
    public ValueTask<bool> Turn => new(this, _turn.Version);

    /// <summary>Hands the mailbox over.</summary>
    public void Wake() => _turn.SetResult(true);

    bool IValueTaskSource<bool>.GetResult(short token) => _turn.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _turn.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _turn.OnCompleted(continuation, state, token, flags);
}
