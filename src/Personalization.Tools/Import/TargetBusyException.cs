namespace Personalization.Tools.Import;

/// <summary>A target cannot take a batch now and took nothing of it.</summary>
internal sealed class TargetBusyException(string message, TimeSpan? after = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long to wait before the next try, when the target says so.</summary>
    public TimeSpan? After { get; } = after;
}
