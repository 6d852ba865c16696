using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// What one arm adds to a hybrid model: A = λI + Σw x xᵀ, B = Σw x zᵀ, b = Σw x r, solved as far as it does not depend on the other
/// arms. Immutable.
/// </summary>
/// <param name="Inverse">A⁻¹, packed.</param>
/// <param name="Transfer">A⁻¹ B, one padded row per own feature.</param>
/// <param name="Weights">A⁻¹ b, padded: the arm's weights if β were 0.</param>
/// <param name="Shrinkage">Bᵀ A⁻¹ B, packed: what the arm explains of the shared moments.</param>
/// <param name="Explained">Bᵀ A⁻¹ b, padded.</param>
/// <param name="OwnFit">bᵀ A⁻¹ b.</param>
internal sealed record HybridArm(
    double[] Inverse, double[] Transfer, double[] Weights, double[] Shrinkage, double[] Explained, double OwnFit)
{
    /// <summary>Solves one arm.</summary>
    public static HybridArm Solve(RidgeStatistics own, double[] cross, int shared, double precision)
    {
        var d = own.Dimension;
        var stride = PackedSymmetric.Padded(shared);
        var estimate = new RidgeEstimate(own, d, precision, 0);
        var transfer = new double[cross.Length];
        var column = new double[PackedSymmetric.Padded(d)];
        var solved = new double[PackedSymmetric.Padded(d)];
        var shrinkage = new double[PackedSymmetric.Length(shared)];
        var explained = new double[stride];
        for (var k = 0; k < shared; k++)
        {
            for (var i = 0; i < d; i++)
            {
                column[i] = cross[(i * stride) + k];
            }
            PackedSymmetric.Multiply(estimate.Inverse, column, solved, d);
            for (var i = 0; i < d; i++)
            {
                transfer[(i * stride) + k] = solved[i];
            }
            explained[k] = PackedSymmetric.Dot(column, estimate.Weights);
        }
        for (var i = 0; i < d; i++)
        {
            // Row by row: Bᵀ (A⁻¹ B) is the sum over own features of outer products of rows.
            var b = cross.AsSpan(i * stride, stride);
            var t = transfer.AsSpan(i * stride, stride);
            for (var k = 0; k < shared; k++)
            {
                PackedSymmetric.AddScaled(shrinkage.AsSpan(PackedSymmetric.Row(k), k + 1), t[..(k + 1)], b[k]);
            }
        }
        return new(estimate.Inverse, transfer, estimate.Weights, shrinkage, explained, PackedSymmetric.Dot(own.Response, estimate.Weights));
    }
}
