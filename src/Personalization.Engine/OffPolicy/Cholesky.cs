using System.Numerics.Tensors;

namespace Personalization.Engine.OffPolicy;

/// <summary>Solves symmetric positive definite systems by A = L Lᵀ (Golub and Van Loan, Matrix Computations, 4th ed., algorithm 4.2.1).</summary>
internal static class Cholesky
{
    /// <summary>Replaces the lower triangle of the row-major matrix by L.</summary>
    /// <returns>Whether the matrix is positive definite.</returns>
    public static bool Factor(Span<double> matrix, int size)
    {
        for (var i = 0; i < size; i++)
        {
            var row = matrix.Slice(i * size, i + 1);
            for (var j = 0; j < i; j++)
            {
                var other = matrix.Slice(j * size, j + 1);
                row[j] = (row[j] - TensorPrimitives.Dot<double>(row[..j], other[..j])) / other[j];
            }
            var square = row[i] - TensorPrimitives.Dot<double>(row[..i], row[..i]);
            if (!(square > 0))
            {
                return false;
            }
            row[i] = Math.Sqrt(square);
        }
        return true;
    }

    /// <summary>Replaces b by the solution of L Lᵀ x = b.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int size, Span<double> b)
    {
        for (var i = 0; i < size; i++)
        {
            b[i] = (b[i] - TensorPrimitives.Dot(factor.Slice(i * size, i), b[..i])) / factor[(i * size) + i];
        }
        for (var i = size - 1; i >= 0; i--)
        {
            b[i] /= factor[(i * size) + i];
            TensorPrimitives.MultiplyAdd(factor.Slice(i * size, i), -b[i], b[..i], b[..i]);
        }
    }
}
