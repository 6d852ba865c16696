namespace Personalization.Engine.Statistics;

/// <summary>Gauss–Legendre quadrature on [−1, 1] (Abramowitz and Stegun 25.4.29). Immutable, thread-safe.</summary>
internal sealed class GaussLegendre
{
    /// <summary>Computes nodes and weights: the roots of the Legendre polynomial by Newton's method.</summary>
    public GaussLegendre(int count)
    {
        Nodes = new double[count];
        Weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            var x = -Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            var slope = 0.0;
            for (var iteration = 0; iteration < 100; iteration++)
            {
                var (value, before) = (1.0, 0.0);
                for (var k = 1; k <= count; k++)
                {
                    (value, before) = (((((2 * k) - 1) * x * value) - ((k - 1) * before)) / k, value);
                }
                slope = count * ((x * value) - before) / ((x * x) - 1);
                var step = value / slope;
                x -= step;
                if (Math.Abs(step) < 1e-15)
                {
                    break;
                }
            }
            Nodes[i] = x;
            Weights[i] = 2 / ((1 - (x * x)) * slope * slope);
        }
    }

    /// <summary>Where the function is evaluated, rising.</summary>
    public double[] Nodes { get; }

    /// <summary>The weights.</summary>
    public double[] Weights { get; }
}
