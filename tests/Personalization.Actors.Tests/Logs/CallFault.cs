namespace Personalization.Actors.Tests.Logs;

/// <summary>What goes wrong with a call of an actor.</summary>
internal enum CallFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The call does not reach the actor.</summary>
    Lost,

    /// <summary>The call has its effect, but the answer is lost.</summary>
    ReplyLost,

    /// <summary>The actor's node is lost before the call.</summary>
    CrashBefore,

    /// <summary>The actor's node is lost after the call, with the answer.</summary>
    CrashAfter,
}
