using Personalization.Grains.Hosting;

namespace Personalization.Silo.Hosting;

/// <summary>Stands in for the silo in a build without Orleans.</summary>
internal static class SiloHost
{
    /// <summary>Refuses.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static Task Run(SiloSettings settings, IConfiguration sources, TextWriter output, CancellationToken cancellationToken) =>
        Task.FromException(new NotSupportedException(ClusterEngine.Missing));
}
