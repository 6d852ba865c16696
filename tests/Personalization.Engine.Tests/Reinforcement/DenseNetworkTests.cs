using Personalization.Engine.Chance;
using Personalization.Engine.Reinforcement;

namespace Personalization.Engine.Tests.Reinforcement;

public sealed class DenseNetworkTests
{
    [Fact]
    public void Outputs_are_those_of_the_layers_computed_one_by_one()
    {
        var network = new DenseNetwork([3, 7, 5, 2], new RandomStream(1));
        float[] input = [0.3f, -1.2f, 0.8f];
        Assert.Equal(
            Plain(network, input), network.Forward(input, new NetworkPass(network)).ToArray().Select(v => (double)v),
            (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Gradients_are_the_slopes_of_the_loss()
    {
        var network = new DenseNetwork([4, 6, 5, 3], new RandomStream(3));
        float[] input = [0.5f, -0.7f, 1.1f, 0.2f];
        double[] weights = [1, -2, 0.5];
        var pass = new NetworkPass(network);
        network.Forward(input, pass);
        var gradients = new float[network.Parameters.Length];
        network.Backward([.. weights.Select(w => (float)w)], pass, gradients);
        double Loss() => Plain(network, input).Zip(weights, (v, w) => v * w).Sum();
        for (var i = 0; i < network.Parameters.Length; i++)
        {
            var kept = network.Parameters[i];
            network.Parameters[i] = kept + 0.001f;
            var (up, high) = (Loss(), network.Parameters[i]);
            network.Parameters[i] = kept - 0.001f;
            var (down, low) = (Loss(), network.Parameters[i]);
            network.Parameters[i] = kept;
            Assert.Equal((up - down) / ((double)high - low), gradients[i], 1e-3);
        }
        Assert.Contains(gradients, g => Math.Abs(g) > 0.1);
    }

    [Fact]
    public void Adam_takes_the_steps_of_its_algorithm()
    {
        var adam = new AdamOptimizer(2, mostNorm: 1e9);
        float[] parameters = [1, -1];
        double[] expected = [1, -1];
        double[] m = new double[2], v = new double[2];
        var random = SeededRandom.Create(1);
        for (var t = 1; t <= 50; t++)
        {
            float[] gradients = [(float)(random.NextDouble() - 0.3), (float)(10 * random.NextDouble())];
            for (var i = 0; i < 2; i++)
            {
                m[i] = (0.9 * m[i]) + (0.1 * gradients[i]);
                v[i] = (0.999 * v[i]) + (0.001 * gradients[i] * gradients[i]);
                expected[i] -= 0.01 * (m[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 1e-8);
            }
            adam.Step(parameters, gradients, 0.01);
        }
        Assert.Equal(expected[0], parameters[0], 1e-4);
        Assert.Equal(expected[1], parameters[1], 1e-4);
    }

    private static double[] Plain(DenseNetwork network, float[] input)
    {
        var values = input.Select(v => (double)v).ToArray();
        for (var layer = 0; layer < network.Layers; layer++)
        {
            var (weights, biases) = (network.Weights(layer).ToArray(), network.Biases(layer).ToArray());
            var from = values;
            values = [.. biases.Select((b, o) => b + from.Select((x, i) => x * weights[(o * from.Length) + i]).Sum())];
            values = layer < network.Layers - 1 ? [.. values.Select(v => Math.Max(0, v))] : values;
        }
        return values;
    }
}
