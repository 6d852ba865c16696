using Microsoft.Extensions.Logging;
using Personalization.Actors;

namespace Personalization.Grains.Hosting;

/// <summary>Stands in for the Orleans engine in a build without it.</summary>
public static class ClusterEngine
{
    /// <summary>Whether this build holds the Orleans engine.</summary>
    public static bool IsBuiltIn => false;

    /// <summary>Whether a call failed because a node is lost, leaving or late: the next attempt may reach another one.</summary>
    public static bool IsTransient(Exception fault) => false;

    /// <summary>Why it does not.</summary>
    public static string Missing =>
        "Built without Orleans: the package source does not hold Microsoft.Orleans.*. Build with a source that does, or choose the embedded engine (Engine:Host=Embedded).";

    /// <summary>Refuses.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static Task<IEngine> Open(ClusterOptions options, NodeOptions node, bool asClient, TimeProvider time, ILoggerFactory loggers) =>
        Task.FromException<IEngine>(new NotSupportedException(Missing));
}
