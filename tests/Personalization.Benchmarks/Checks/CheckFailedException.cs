namespace Personalization.Benchmarks.Checks;

/// <summary>A measuring tool measures wrongly.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
