namespace Personalization.Tools.Demo;

/// <summary>The distributions that the demo shop draws from.</summary>
internal static class Distributions
{
    /// <summary>
    /// A standard normal number as the sum of twelve uniform ones: close enough for prices and habits, and without a logarithm.
    /// </summary>
    public static double Normal(this ref SeededRandom random)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += random.NextDouble();
        }
        return sum;
    }

    /// <summary>A positive number with this median, whose logarithm has the standard deviation <paramref name="sigma"/>.</summary>
    public static double LogNormal(this ref SeededRandom random, double median, double sigma) => median * Math.Exp(sigma * random.Normal());

    /// <summary>A waiting time with this mean.</summary>
    public static double Exponential(this ref SeededRandom random, double mean) => -mean * Math.Log(1 - random.NextDouble());

    /// <summary>How often something with this mean, small, happens.</summary>
    public static int Poisson(this ref SeededRandom random, double mean)
    {
        var limit = Math.Exp(-mean);
        var count = 0;
        for (var product = random.NextDouble(); product > limit; product *= random.NextDouble())
        {
            count++;
        }
        return count;
    }

    /// <summary>How many tries succeed before the first that does not; the mean is p / (1 − p).</summary>
    public static int Geometric(this ref SeededRandom random, double p, int most)
    {
        var count = 0;
        while (count < most && random.Chance(p))
        {
            count++;
        }
        return count;
    }

    /// <summary>A gamma number of this shape and scale 1 (Marsaglia and Tsang, 2000).</summary>
    public static double Gamma(this ref SeededRandom random, double shape)
    {
        if (shape < 1)
        {
            return random.Gamma(shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        }
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.Normal();
            var v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }
            v = v * v * v;
            if (Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
            {
                return d * v;
            }
        }
    }

    /// <summary>Shares that add up to 1; the smaller the weights, the fewer of them matter.</summary>
    public static double[] Dirichlet(this ref SeededRandom random, ReadOnlySpan<double> weights)
    {
        var shares = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = random.Gamma(weights[i]);
            sum += shares[i];
        }
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] /= sum;
        }
        return shares;
    }

    /// <summary>A random order of the values.</summary>
    public static void Shuffle<T>(this ref SeededRandom random, Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
