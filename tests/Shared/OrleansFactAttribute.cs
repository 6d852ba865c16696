using System.Runtime.CompilerServices;
using Personalization.Grains.Hosting;

namespace Personalization.Tests.Shared;

/// <summary>A test that needs Orleans: skipped, with the reason, in a build without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OrleansFactAttribute : Xunit.FactAttribute
{
    public OrleansFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!ClusterEngine.IsBuiltIn)
        {
            Skip = ClusterEngine.Missing;
        }
    }
}
