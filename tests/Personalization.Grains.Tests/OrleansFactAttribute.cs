using System.Runtime.CompilerServices;
using Personalization.Grains.Hosting;

namespace Personalization.Grains.Tests;

/// <summary>A test that needs Orleans: skipped, with the reason, in a build without it. Every <c>[Fact]</c> of this project is one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OrleansFactAttribute : Xunit.FactAttribute
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
