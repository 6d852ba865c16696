using System.Runtime.CompilerServices;
using Personalization.Grains.Hosting;

namespace Personalization.Tests.Shared;

/// <summary>The same as <see cref="OrleansFactAttribute"/> for tests with data; each row counts.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OrleansTheoryAttribute : Xunit.TheoryAttribute
{
    public OrleansTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!ClusterEngine.IsBuiltIn)
        {
            // With a condition, the rows are told apart before they are skipped.
            (Skip, SkipType, SkipUnless) = (ClusterEngine.Missing, typeof(ClusterEngine), nameof(ClusterEngine.IsBuiltIn));
        }
    }
}
