using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Personalization.Engine.Statistics;

/// <summary>
/// The arithmetic of <see cref="PackedSymmetric"/> for several vectors at once: a matrix of hundreds of features is read from memory once
/// for all of them, and memory is what such matrices wait for. Vectors lie one after the other, each padded.
/// </summary>
internal static class PackedBatch
{
    /// <summary>The most vectors at once.</summary>
    public const int Most = 16;

    /// <summary>
    /// A += Σ_k scale_k · x_k x_kᵀ, added in the order of k, so that the sum does not depend on how observations were gathered.
    /// </summary>
    [SkipLocalsInit]
    public static void AddOuters(Span<double> matrix, ReadOnlySpan<double> vectors, ReadOnlySpan<double> scales, int dimension)
    {
        var stride = PackedSymmetric.Padded(dimension);
        Check(matrix.Length, vectors.Length, scales.Length, dimension);
        ref var a = ref MemoryMarshal.GetReference(matrix);
        ref var v = ref MemoryMarshal.GetReference(vectors);
        Span<double> factors = stackalloc double[Most];
        Span<nuint> starts = stackalloc nuint[Most];
        nuint offset = 0;
        for (var i = 0; i < dimension; i++)
        {
            var width = (nuint)((i >> 2) + 1) * PackedSymmetric.Lane;
            // Categories are mostly zeros: rows of zeros cost nothing.
            var count = 0;
            for (var k = 0; k < scales.Length; k++)
            {
                var xi = vectors[(k * stride) + i];
                if (xi != 0)
                {
                    factors[count] = scales[k] * xi;
                    starts[count++] = (nuint)(k * stride);
                }
            }
            if (count > 0)
            {
                AddRow(ref Unsafe.Add(ref a, offset), ref v, factors[..count], starts, width);
            }
            for (var j = (nuint)i + 1; j < width; j++)
            {
                Unsafe.Add(ref a, offset + j) = 0;
            }
            offset += width;
        }
    }

    private static void AddRow(ref double row, ref double v, ReadOnlySpan<double> factors, ReadOnlySpan<nuint> starts, nuint width)
    {
        nuint j = 0;
        for (; j + 16 <= width; j += 16)
        {
            var r0 = Vector256.LoadUnsafe(ref row, j);
            var r1 = Vector256.LoadUnsafe(ref row, j + 4);
            var r2 = Vector256.LoadUnsafe(ref row, j + 8);
            var r3 = Vector256.LoadUnsafe(ref row, j + 12);
            for (var k = 0; k < factors.Length; k++)
            {
                var factor = Vector256.Create(factors[k]);
                var at = starts[k] + j;
                r0 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref v, at), r0);
                r1 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref v, at + 4), r1);
                r2 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref v, at + 8), r2);
                r3 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref v, at + 12), r3);
            }
            r0.StoreUnsafe(ref row, j);
            r1.StoreUnsafe(ref row, j + 4);
            r2.StoreUnsafe(ref row, j + 8);
            r3.StoreUnsafe(ref row, j + 12);
        }
        for (; j < width; j += 4)
        {
            var sum = Vector256.LoadUnsafe(ref row, j);
            for (var k = 0; k < factors.Length; k++)
            {
                sum = Vector256.FusedMultiplyAdd(Vector256.Create(factors[k]), Vector256.LoadUnsafe(ref v, starts[k] + j), sum);
            }
            sum.StoreUnsafe(ref row, j);
        }
    }

    /// <summary>y_k = A x_k, four vectors to a pass.</summary>
    public static void Multiply(ReadOnlySpan<double> matrix, ReadOnlySpan<double> vectors, Span<double> products, int count, int dimension)
    {
        var stride = PackedSymmetric.Padded(dimension);
        Check(matrix.Length, Math.Min(vectors.Length, products.Length), count, dimension);
        var k = 0;
        for (; k + 4 <= count; k += 4)
        {
            MultiplyFour(matrix, vectors.Slice(k * stride, 4 * stride), products.Slice(k * stride, 4 * stride), dimension, (nuint)stride);
        }
        for (; k < count; k++)
        {
            PackedSymmetric.Multiply(matrix, vectors.Slice(k * stride, stride), products.Slice(k * stride, stride), dimension);
        }
    }

    private static void MultiplyFour(
        ReadOnlySpan<double> matrix, ReadOnlySpan<double> vectors, Span<double> products, int dimension, nuint stride)
    {
        products.Clear();
        ref var a = ref MemoryMarshal.GetReference(matrix);
        ref var v0 = ref MemoryMarshal.GetReference(vectors);
        ref var v1 = ref Unsafe.Add(ref v0, stride);
        ref var v2 = ref Unsafe.Add(ref v1, stride);
        ref var v3 = ref Unsafe.Add(ref v2, stride);
        ref var r0 = ref MemoryMarshal.GetReference(products);
        ref var r1 = ref Unsafe.Add(ref r0, stride);
        ref var r2 = ref Unsafe.Add(ref r1, stride);
        ref var r3 = ref Unsafe.Add(ref r2, stride);
        nuint offset = 0;
        for (nuint i = 0; i < (nuint)dimension; i++)
        {
            var width = ((i >> 2) + 1) * PackedSymmetric.Lane;
            var (d0, d1, d2, d3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            var x0 = Vector256.Create(Unsafe.Add(ref v0, i));
            var x1 = Vector256.Create(Unsafe.Add(ref v1, i));
            var x2 = Vector256.Create(Unsafe.Add(ref v2, i));
            var x3 = Vector256.Create(Unsafe.Add(ref v3, i));
            for (nuint j = 0; j < width; j += PackedSymmetric.Lane)
            {
                var part = Vector256.LoadUnsafe(ref a, offset + j);
                d0 = Vector256.FusedMultiplyAdd(part, Vector256.LoadUnsafe(ref v0, j), d0);
                d1 = Vector256.FusedMultiplyAdd(part, Vector256.LoadUnsafe(ref v1, j), d1);
                d2 = Vector256.FusedMultiplyAdd(part, Vector256.LoadUnsafe(ref v2, j), d2);
                d3 = Vector256.FusedMultiplyAdd(part, Vector256.LoadUnsafe(ref v3, j), d3);
                Vector256.FusedMultiplyAdd(part, x0, Vector256.LoadUnsafe(ref r0, j)).StoreUnsafe(ref r0, j);
                Vector256.FusedMultiplyAdd(part, x1, Vector256.LoadUnsafe(ref r1, j)).StoreUnsafe(ref r1, j);
                Vector256.FusedMultiplyAdd(part, x2, Vector256.LoadUnsafe(ref r2, j)).StoreUnsafe(ref r2, j);
                Vector256.FusedMultiplyAdd(part, x3, Vector256.LoadUnsafe(ref r3, j)).StoreUnsafe(ref r3, j);
            }
            // The diagonal was counted in the row and in the column.
            var own = Unsafe.Add(ref a, offset + i);
            Unsafe.Add(ref r0, i) += Vector256.Sum(d0) - (own * x0[0]);
            Unsafe.Add(ref r1, i) += Vector256.Sum(d1) - (own * x1[0]);
            Unsafe.Add(ref r2, i) += Vector256.Sum(d2) - (own * x2[0]);
            Unsafe.Add(ref r3, i) += Vector256.Sum(d3) - (own * x3[0]);
            offset += width;
        }
    }

    private static void Check(int matrix, int vectors, int count, int dimension)
    {
        if (count > Most || matrix < PackedSymmetric.Length(dimension) || vectors < count * PackedSymmetric.Padded(dimension))
        {
            throw new ArgumentException($"At most {Most} vectors of {PackedSymmetric.Padded(dimension)} numbers and a matrix of "
                + $"{PackedSymmetric.Length(dimension)} are expected.");
        }
    }
}
