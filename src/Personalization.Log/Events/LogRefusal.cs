namespace Personalization.Log.Events;

/// <summary>Why a log refuses a batch.</summary>
[GenerateSerializer, Alias("log-refusal")]
public enum LogRefusal
{
    /// <summary>Too much is waiting to be written; try again shortly.</summary>
    Overloaded,

    /// <summary>The storage has no room left.</summary>
    StorageFull,

    /// <summary>The storage reports another fault.</summary>
    StorageFault,

    /// <summary>The engine is shutting down.</summary>
    Closed,

    /// <summary>Another node of the cluster writes this part of the log now; the next attempt reaches it.</summary>
    Moved,
}
