using Personalization.Engine.Statistics;
using Personalization.Engine.Tests.Bandits;

namespace Personalization.Engine.Tests.Statistics;

public sealed class CholeskyTests
{
    // By hand: L = [2; 6 1; −8 5 3], and L Lᵀ is the matrix.
    [Fact]
    public void Matrix_of_whole_numbers_has_its_factor()
    {
        double[,] matrix = { { 4, 12, -16 }, { 12, 37, -43 }, { -16, -43, 98 } };
        var packed = Pack(matrix);
        Assert.True(Cholesky.Factor(packed, 3));
        Assert.Equal([2, 6, 1, -8, 5, 3], Triangle(packed, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(30)]
    public void Solution_and_inverse_are_those_of_elimination(int dimension)
    {
        var random = SeededRandom.Create(dimension);
        var rows = Enumerable.Range(0, dimension + 5).Select(_ => (Brute.Features(random, dimension), random.NextDouble(), 1.0)).ToArray();
        var (matrix, right) = Brute.Normal(rows, dimension, 0.1);
        var factor = Pack(matrix);
        Assert.True(Cholesky.Factor(factor, dimension));
        var x = right.ToArray();
        Cholesky.Solve(factor, x, dimension);
        Near(Brute.Solve(matrix, right), x);
        var inverse = new double[factor.Length];
        Cholesky.InvertFactor(factor, dimension);
        Cholesky.Square(factor, inverse, dimension);
        for (var i = 0; i < dimension; i++)
        {
            var unit = new double[dimension];
            unit[i] = 1;
            Near(Brute.Solve(matrix, unit).AsSpan(0, i + 1), inverse.AsSpan(PackedSymmetric.Row(i), i + 1));
        }
    }

    [Fact]
    public void Matrix_that_is_not_positive_definite_has_no_factor() =>
        Assert.False(Cholesky.Factor(Pack(new double[,] { { 1, 2 }, { 2, 1 } }), 2));

    private static double[] Pack(double[,] matrix)
    {
        var packed = new double[PackedSymmetric.Length(matrix.GetLength(0))];
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            for (var j = 0; j <= i; j++)
            {
                packed[PackedSymmetric.Row(i) + j] = matrix[i, j];
            }
        }
        return packed;
    }

    private static double[] Triangle(double[] packed, int dimension) =>
        [.. Enumerable.Range(0, dimension).SelectMany(i => packed[PackedSymmetric.Row(i)..(PackedSymmetric.Row(i) + i + 1)])];

    private static void Near(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-10 * (1 + Math.Abs(expected[i])));
        }
    }
}
