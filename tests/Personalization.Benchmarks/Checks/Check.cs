namespace Personalization.Benchmarks.Checks;

/// <summary>One test of the measuring tools.</summary>
/// <param name="Name">The condition and what it leads to.</param>
/// <param name="RunAsync">Throws when it fails.</param>
internal sealed record Check(string Name, Func<Task> RunAsync)
{
    /// <summary>A check without waits.</summary>
    public static Check Of(string name, Action run) => new(name, () =>
    {
        run();
        return Task.CompletedTask;
    });

    /// <summary>Fails the check that calls it when something does not hold.</summary>
    /// <param name="holds">What must hold.</param>
    /// <param name="what">What is wrong if it does not, with the figures.</param>
    public static void That(bool holds, string what)
    {
        if (!holds)
            throw new CheckFailedException(what);
    }
}
