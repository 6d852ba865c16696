namespace Personalization.Engine.Tests.Bandits;

/// <summary>The same mathematics as plainly as possible, to compare with.</summary>
internal static class Brute
{
    /// <summary>Solves A x = b by Gaussian elimination with pivoting.</summary>
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var (a, b) = ((double[,])matrix.Clone(), (double[])right.Clone());
        for (var c = 0; c < n; c++)
        {
            var pivot = Enumerable.Range(c, n - c).MaxBy(r => Math.Abs(a[r, c]));
            for (var k = 0; k < n; k++)
            {
                (a[c, k], a[pivot, k]) = (a[pivot, k], a[c, k]);
            }
            (b[c], b[pivot]) = (b[pivot], b[c]);
            for (var r = c + 1; r < n; r++)
            {
                var f = a[r, c] / a[c, c];
                for (var k = c; k < n; k++)
                {
                    a[r, k] -= f * a[c, k];
                }
                b[r] -= f * b[c];
            }
        }
        for (var r = n - 1; r >= 0; r--)
        {
            for (var k = r + 1; k < n; k++)
            {
                b[r] -= a[r, k] * b[k];
            }
            b[r] /= a[r, r];
        }
        return b;
    }

    /// <summary>λI + Σw x xᵀ and Σw x (r − prior · x₀).</summary>
    public static (double[,] A, double[] B) Normal(
        IReadOnlyList<(double[] X, double R, double W)> data, int d, double precision, double prior = 0)
    {
        var (a, b) = (new double[d, d], new double[d]);
        for (var i = 0; i < d; i++)
        {
            a[i, i] = precision;
        }
        foreach (var (x, r, w) in data)
        {
            for (var i = 0; i < d; i++)
            {
                b[i] += w * x[i] * (r - prior);
                for (var j = 0; j < d; j++)
                {
                    a[i, j] += w * x[i] * x[j];
                }
            }
        }
        return (a, b);
    }

    public static double Dot(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        Enumerable.Range(0, Math.Min(a.Count, b.Count)).Sum(i => a[i] * b[i]);

    /// <summary>A vector with the constant first, padded to whole vectors.</summary>
    public static double[] Padded(ReadOnlySpan<double> features)
    {
        var x = new double[(features.Length + 4) & ~3];
        x[0] = 1;
        features.CopyTo(x.AsSpan(1));
        return x;
    }

    public static double[] Features(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
}
