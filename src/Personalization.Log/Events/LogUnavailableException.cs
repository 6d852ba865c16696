namespace Personalization.Log.Events;

/// <summary>The log cannot take more now; nothing of the refused batch was acknowledged or applied.</summary>
public sealed class LogUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public LogUnavailableException(LogRefusal refusal, string message, Exception? inner = null)
        : base(message, inner) => Refusal = refusal;

    /// <summary>Why the log refused.</summary>
    public LogRefusal Refusal { get; }
}
