namespace Personalization.Engine.Reinforcement;

/// <summary>Room for one pass through a network of the same sizes. Not thread-safe: one for each caller.</summary>
public sealed class NetworkPass
{
    /// <summary>Makes room.</summary>
    public NetworkPass(DenseNetwork network)
    {
        Values = [.. network.Sizes.Select(static size => new float[size])];
        Slopes = [.. network.Sizes.Select(static size => new float[size])];
    }

    /// <summary>The values of each layer, the inputs first.</summary>
    internal float[][] Values { get; }

    /// <summary>The slope of the loss along each value.</summary>
    internal float[][] Slopes { get; }
}
