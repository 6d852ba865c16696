using System.Numerics.Tensors;
using Personalization.Engine.Chance;

namespace Personalization.Engine.OffPolicy;

/// <summary>Estimates from resampled rows (Efron 1979), all estimators on the same resamples. Deterministic by its seed.</summary>
internal static class BootstrapResamples
{
    /// <summary>For each estimator its resampled values, in ascending order.</summary>
    public static double[][] Draw(EstimatorTerms[] estimators, int resamples, ulong seed)
    {
        var columns = new List<double[]>();
        var places = new (int Offset, int Numerator, int Denominator)[estimators.Length];
        for (var e = 0; e < estimators.Length; e++)
        {
            places[e] =
                (Place(columns, estimators[e].Offset), Place(columns, estimators[e].Numerator), Place(columns, estimators[e].Denominator));
        }
        // Row by row, so that a drawn row is one stretch of memory.
        var (rows, width) = (estimators[0].Numerator.Length, columns.Count);
        var table = new double[(long)rows * width];
        for (var c = 0; c < width; c++)
        {
            for (var i = 0; i < rows; i++)
            {
                table[((long)i * width) + c] = columns[c][i];
            }
        }
        var values = new double[estimators.Length][];
        for (var e = 0; e < values.Length; e++)
        {
            values[e] = new double[resamples];
        }
        var chance = new RandomStream(seed);
        var sums = new double[width];
        for (var b = 0; b < resamples; b++)
        {
            Array.Clear(sums);
            for (var i = 0; i < rows; i++)
            {
                var row = table.AsSpan(chance.NextInt(rows) * width, width);
                TensorPrimitives.Add(sums, row, sums);
            }
            for (var e = 0; e < values.Length; e++)
            {
                var (offset, numerator, denominator) = places[e];
                values[e][b] = (offset < 0 ? 0 : sums[offset] / rows) + (sums[numerator] / (denominator < 0 ? rows : sums[denominator]));
            }
        }
        foreach (var value in values)
        {
            Array.Sort(value);
        }
        return values;
    }

    private static int Place(List<double[]> columns, double[]? column)
    {
        if (column is null)
        {
            return -1;
        }
        var place = columns.IndexOf(column);
        if (place < 0)
        {
            place = columns.Count;
            columns.Add(column);
        }
        return place;
    }
}
