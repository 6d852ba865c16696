namespace Personalization.Engine.Bandits;

/// <summary>
/// The posterior of a Bayesian linear model with Gaussian noise, θ | data ~ N(A⁻¹ b, σ² A⁻¹), A = λI + Σw x xᵀ, b = Σw x r (Bishop, Pattern Recognition and
/// Machine Learning, equations 3.50 and 3.51), kept current observation by observation with the formula of Sherman and Morrison (1950), and computed anew
/// from the sums after a merge. Not thread-safe.
/// </summary>
internal sealed class RidgeEstimate
{
    // Rounding adds up over updates; the sums do not suffer from it.
    private const int UpdatesBeforeRenewal = 4096;

    private readonly double[] _gain;
    private int _updates;

    /// <summary>The posterior of statistics, which it goes on to own.</summary>
    /// <param name="statistics">The sums.</param>
    /// <param name="precision">λ, more than zero.</param>
    public RidgeEstimate(RidgeStatistics statistics, double precision)
    {
        Statistics = statistics;
        Precision = precision;
        Inverse = new double[PackedSymmetric.Length(statistics.Dimension)];
        Weights = new double[PackedSymmetric.Padded(statistics.Dimension)];
        _gain = new double[Weights.Length];
        if (statistics.Weight > 0)
        {
            Renew();
            return;
        }
        for (var i = 0; i < statistics.Dimension; i++)
        {
            Inverse[PackedSymmetric.Row(i) + i] = 1 / precision;
        }
    }

    /// <summary>The sums behind the posterior.</summary>
    public RidgeStatistics Statistics { get; }

    /// <summary>λ.</summary>
    public double Precision { get; private set; }

    /// <summary>A⁻¹, packed.</summary>
    public double[] Inverse { get; }

    /// <summary>The posterior mean of the weights, padded.</summary>
    public double[] Weights { get; }

    /// <summary>The mean reward expected at x.</summary>
    public double Mean(ReadOnlySpan<double> x) => PackedSymmetric.Dot(Weights, x);

    /// <summary>xᵀ A⁻¹ x: the variance of the expected reward at x in units of the noise's; at least 0.</summary>
    public double Leverage(ReadOnlySpan<double> x) => Math.Max(0, PackedSymmetric.Quadratic(Inverse, x, Statistics.Dimension));

    /// <summary>Learns one observation.</summary>
    public void Add(ReadOnlySpan<double> x, double reward, double weight)
    {
        Statistics.Add(x, reward, weight);
        if (++_updates >= UpdatesBeforeRenewal)
        {
            Renew();
            return;
        }
        PackedSymmetric.Multiply(Inverse, x, _gain, Statistics.Dimension);
        var leverage = PackedSymmetric.Dot(_gain, x);
        var scale = weight / (1 + (weight * leverage));
        PackedSymmetric.AddScaled(Weights, _gain, scale * (reward - PackedSymmetric.Dot(Weights, x)));
        PackedSymmetric.AddOuter(Inverse, _gain, Statistics.Dimension, -scale);
    }

    /// <summary>Computes the posterior from the sums, after they were merged or discounted.</summary>
    public void Renew() => Renew(Precision);

    /// <summary>Computes the posterior from the sums with another λ.</summary>
    public void Renew(double precision)
    {
        Precision = precision;
        _updates = 0;
        var d = Statistics.Dimension;
        var factor = Statistics.Moments.AsSpan().ToArray();
        for (var i = 0; i < d; i++)
        {
            factor[PackedSymmetric.Row(i) + i] += precision;
        }
        if (!PackedCholesky.Factor(factor, d))
        {
            throw new InvalidOperationException($"The moments of {d} features are not positive definite with precision {precision}: a statistic is not finite.");
        }
        Statistics.Response.CopyTo(Weights, 0);
        PackedCholesky.Solve(factor, Weights, d);
        PackedCholesky.InvertFactor(factor, d);
        PackedCholesky.Square(factor, Inverse, d);
    }
}
