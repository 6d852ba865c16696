namespace Personalization.Engine.Statistics;

/// <summary>
/// Cholesky factorization and inversion of packed symmetric positive definite matrices (Golub and Van Loan, Matrix Computations, 4th ed.,
/// section 4.2), row by row, so that every inner loop runs over neighbouring numbers.
/// </summary>
internal static class Cholesky
{
    /// <summary>Replaces the lower triangle of A by that of L with L Lᵀ = A.</summary>
    /// <returns>Whether A is positive definite; otherwise the matrix is spoilt.</returns>
    public static bool Factor(Span<double> matrix, int dimension)
    {
        for (var i = 0; i < dimension; i++)
        {
            var row = matrix.Slice(PackedSymmetric.Row(i), i + 1);
            for (var j = 0; j < i; j++)
            {
                var other = matrix.Slice(PackedSymmetric.Row(j), j + 1);
                row[j] = (row[j] - PackedSymmetric.Dot(row[..j], other[..j])) / other[j];
            }
            var square = row[i] - PackedSymmetric.Dot(row[..i], row[..i]);
            if (!(square > 0))
            {
                return false;
            }
            row[i] = Math.Sqrt(square);
        }
        return true;
    }

    /// <summary>Replaces L by its inverse, lower triangular as well.</summary>
    public static void InvertFactor(Span<double> factor, int dimension)
    {
        Span<double> scratch = dimension <= 512 ? stackalloc double[dimension] : new double[dimension];
        for (var i = 0; i < dimension; i++)
        {
            var row = factor.Slice(PackedSymmetric.Row(i), i + 1);
            row.CopyTo(scratch);
            var diagonal = 1 / scratch[i];
            row.Clear();
            for (var j = 0; j < i; j++)
            {
                PackedSymmetric.AddScaled(row[..(j + 1)], factor.Slice(PackedSymmetric.Row(j), j + 1), -scratch[j] * diagonal);
            }
            row[i] = diagonal;
        }
    }

    /// <summary>P = Wᵀ W for the lower triangular W: with W = L⁻¹ the inverse of L Lᵀ.</summary>
    public static void Square(ReadOnlySpan<double> factor, Span<double> inverse, int dimension)
    {
        inverse[..PackedSymmetric.Length(dimension)].Clear();
        for (var k = 0; k < dimension; k++)
        {
            var row = factor.Slice(PackedSymmetric.Row(k), PackedSymmetric.Padded(k + 1));
            PackedSymmetric.AddOuter(inverse, row, k + 1, 1);
        }
    }

    /// <summary>Solves L Lᵀ x = b in place.</summary>
    public static void Solve(ReadOnlySpan<double> factor, Span<double> x, int dimension)
    {
        for (var i = 0; i < dimension; i++)
        {
            var row = factor.Slice(PackedSymmetric.Row(i), i + 1);
            x[i] = (x[i] - PackedSymmetric.Dot(row[..i], x[..i])) / row[i];
        }
        for (var i = dimension - 1; i >= 0; i--)
        {
            var row = factor.Slice(PackedSymmetric.Row(i), i + 1);
            x[i] /= row[i];
            PackedSymmetric.AddScaled(x[..i], row[..i], -x[i]);
        }
    }
}
