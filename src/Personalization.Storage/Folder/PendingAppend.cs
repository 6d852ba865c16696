using System.Threading.Tasks.Sources;

namespace Personalization.Storage.Folder;

/// <summary>A row on its way into the log file, and the task of the one who waits for it. Used once.</summary>
/// <param name="log">The log's name.</param>
/// <param name="firstPosition">The position of the row's first entry.</param>
/// <param name="count">How many entries it holds.</param>
/// <param name="row">The row's bytes, which stay as they are until the task ends.</param>
internal sealed class PendingAppend(string log, long firstPosition, int count, ReadOnlyMemory<byte> row) : IValueTaskSource<bool>
{
    private ManualResetValueTaskSourceCore<bool> _done = new() { RunContinuationsAsynchronously = true };

    public string Log => log;

    public long FirstPosition => firstPosition;

    public int Count => count;

    public ReadOnlyMemory<byte> Row => row;

    /// <summary>Whether the log took the row; <see langword="false"/> when it has other entries there. Set before the commit.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Ends when the row is durable, or refused.</summary>
    public ValueTask<bool> Done => new(this, _done.Version);

    public void Complete() => _done.SetResult(IsTaken);

    public void Fail(Exception fault) => _done.SetException(fault);

    bool IValueTaskSource<bool>.GetResult(short token) => _done.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _done.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _done.OnCompleted(continuation, state, token, flags);
}
