namespace Personalization.Log.Partitions;

/// <summary>A store has no room for more. Nothing of what was refused is stored; the same call succeeds once there is room again.</summary>
public sealed class StoreFullException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which store, and what to do.</param>
    /// <param name="inner">What the store itself said.</param>
    public StoreFullException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
