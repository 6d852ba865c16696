namespace Personalization.Engine.Bandits;

/// <summary>Versions of the stored forms of bandits.</summary>
internal static class BanditFormat
{
    /// <exception cref="FormatException">The version is another one.</exception>
    public static void Require(byte found, byte known, string what)
    {
        if (found != known)
        {
            throw new FormatException($"The {what} are written in version {found}; this engine reads version {known}.");
        }
    }
}
