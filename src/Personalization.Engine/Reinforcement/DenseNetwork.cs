using System.Numerics.Tensors;
using Personalization.Engine.Chance;

namespace Personalization.Engine.Reinforcement;

/// <summary>
/// A small fully connected network: ReLU between layers, nothing after the last. All parameters lie in one array, layer by layer, the
/// weights of an output beside each other and the biases behind them. Reading is thread-safe while nobody writes the parameters.
/// </summary>
public sealed class DenseNetwork
{
    private readonly int[] _sizes;
    private readonly int[] _offsets;

    /// <summary>A network with random weights of variance 2 / inputs (He et al. 2015, equation 10) and biases of 0.</summary>
    /// <param name="sizes">Inputs, hidden layers, outputs; at least two, each 1 or more.</param>
    /// <param name="chance">For the weights.</param>
    public DenseNetwork(IReadOnlyList<int> sizes, RandomStream chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sizes.Count, 2);
        _sizes = [.. sizes];
        _offsets = new int[sizes.Count];
        for (var layer = 0; layer < Layers; layer++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(sizes[layer + 1], 1);
            _offsets[layer + 1] = _offsets[layer] + ((_sizes[layer] + 1) * _sizes[layer + 1]);
        }
        Parameters = new float[_offsets[^1]];
        for (var layer = 0; layer < Layers; layer++)
        {
            // The last layer starts small, so that no action is preferred before anything is learnt.
            var deviation = Math.Sqrt(2.0 / _sizes[layer]) * (layer == Layers - 1 ? 0.1 : 1);
            foreach (ref var weight in Parameters.AsSpan(_offsets[layer], _sizes[layer] * _sizes[layer + 1]))
            {
                weight = (float)(deviation * chance.NextNormal());
            }
        }
    }

    /// <summary>Inputs, hidden layers, outputs.</summary>
    public IReadOnlyList<int> Sizes => _sizes;

    /// <summary>Steps from inputs to outputs.</summary>
    public int Layers => _sizes.Length - 1;

    /// <summary>All weights and biases.</summary>
    public float[] Parameters { get; }

    /// <summary>The weights of a layer, row-major, one row an output.</summary>
    public ReadOnlySpan<float> Weights(int layer) => Parameters.AsSpan(_offsets[layer], _sizes[layer] * _sizes[layer + 1]);

    /// <summary>The biases of a layer.</summary>
    public ReadOnlySpan<float> Biases(int layer) =>
        Parameters.AsSpan(_offsets[layer] + (_sizes[layer] * _sizes[layer + 1]), _sizes[layer + 1]);

    /// <summary>The same weights in arrays of their own.</summary>
    public DenseNetwork Clone()
    {
        var clone = new DenseNetwork(_sizes, new RandomStream(0));
        clone.CopyFrom(this);
        return clone;
    }

    /// <summary>Takes over the weights of a network of the same sizes.</summary>
    public void CopyFrom(DenseNetwork other) => other.Parameters.CopyTo(Parameters, 0);

    /// <summary>Computes the outputs and keeps what <see cref="Backward"/> needs.</summary>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> input, NetworkPass pass)
    {
        input.CopyTo(pass.Values[0]);
        for (var layer = 0; layer < Layers; layer++)
        {
            var (from, to) = (pass.Values[layer], pass.Values[layer + 1]);
            var weights = Weights(layer);
            var biases = Biases(layer);
            for (var o = 0; o < to.Length; o++)
            {
                to[o] = biases[o] + TensorPrimitives.Dot(weights.Slice(o * from.Length, from.Length), from);
            }
            if (layer < Layers - 1)
            {
                TensorPrimitives.Max<float>(to, 0, to);
            }
        }
        return pass.Values[^1];
    }

    /// <summary>
    /// Adds to the gradients what a loss says whose slope along the outputs of the last <see cref="Forward"/> is given (back-propagation).
    /// </summary>
    public void Backward(ReadOnlySpan<float> slope, NetworkPass pass, Span<float> gradients)
    {
        slope.CopyTo(pass.Slopes[^1]);
        for (var layer = Layers - 1; layer >= 0; layer--)
        {
            var (from, to, back) = (pass.Values[layer], pass.Slopes[layer + 1], pass.Slopes[layer]);
            var weights = Weights(layer);
            var weightGradients = gradients.Slice(_offsets[layer], weights.Length);
            var biasGradients = gradients.Slice(_offsets[layer] + weights.Length, to.Length);
            Array.Clear(back);
            for (var o = 0; o < to.Length; o++)
            {
                if (to[o] == 0)
                {
                    continue;
                }
                var row = weightGradients.Slice(o * from.Length, from.Length);
                TensorPrimitives.MultiplyAdd(from, to[o], row, row);
                biasGradients[o] += to[o];
                if (layer > 0)
                {
                    TensorPrimitives.MultiplyAdd(weights.Slice(o * from.Length, from.Length), to[o], back, back);
                }
            }
            for (var i = 0; i < from.Length && layer > 0; i++)
            {
                back[i] = from[i] > 0 ? back[i] : 0;
            }
        }
    }
}
