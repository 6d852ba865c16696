namespace Personalization.Engine.Tests;

/// <summary>The one source of randomness of these tests: the seed is part of the test.</summary>
internal static class SeededRandom
{
    public static Random Create(int seed) => new(seed);
}
