using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Personalization.Engine.Statistics;

/// <summary>
/// Arithmetic on symmetric matrices of which only the lower triangle is kept, row after row, each row padded with zeros to a multiple of
/// four numbers so that it can be read in vectors of four. Vectors that meet such a matrix are padded in the same way. Pure functions;
/// thread-safe on data that nobody writes.
/// </summary>
internal static class PackedSymmetric
{
    /// <summary>Numbers in a vector register as used here.</summary>
    public const int Lane = 4;

    /// <summary>The length rounded up to whole vectors.</summary>
    public static int Padded(int length) => (length + Lane - 1) & ~(Lane - 1);

    /// <summary>Where a row begins. Rows 4k to 4k + 3 take k + 1 vectors each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Row(int row)
    {
        var block = row >> 2;
        return Lane * ((2 * block * (block + 1)) + ((row & 3) * (block + 1)));
    }

    /// <summary>How many numbers a matrix of that dimension takes.</summary>
    public static int Length(int dimension) => Row(dimension);

    /// <summary>A += scale · x xᵀ.</summary>
    public static void AddOuter(Span<double> matrix, ReadOnlySpan<double> x, int dimension, double scale)
    {
        ref var a = ref MemoryMarshal.GetReference(matrix);
        ref var v = ref MemoryMarshal.GetReference(x);
        Check(matrix.Length, x.Length, dimension);
        nuint offset = 0;
        for (var i = 0; i < dimension; i++)
        {
            var width = (nuint)((i >> 2) + 1) * Lane;
            var weight = scale * Unsafe.Add(ref v, i);
            if (weight != 0)
            {
                var factor = Vector256.Create(weight);
                for (nuint j = 0; j < width; j += Lane)
                {
                    var sum = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref v, j), Vector256.LoadUnsafe(ref a, offset + j));
                    sum.StoreUnsafe(ref a, offset + j);
                }
            }
            // What lies beyond the diagonal stays zero, so that a row may be multiplied as a whole.
            for (var j = (nuint)i + 1; j < width; j++)
            {
                Unsafe.Add(ref a, offset + j) = 0;
            }
            offset += width;
        }
    }

    /// <summary>xᵀ A x.</summary>
    public static double Quadratic(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, int dimension)
    {
        ref var a = ref MemoryMarshal.GetReference(matrix);
        ref var v = ref MemoryMarshal.GetReference(x);
        Check(matrix.Length, x.Length, dimension);
        var total = Vector256<double>.Zero;
        var diagonal = 0.0;
        nuint offset = 0;
        for (var i = 0; i < dimension; i++)
        {
            var width = (nuint)((i >> 2) + 1) * Lane;
            var row = Vector256.LoadUnsafe(ref a, offset) * Vector256.LoadUnsafe(ref v);
            for (nuint j = Lane; j < width; j += Lane)
            {
                row = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, offset + j), Vector256.LoadUnsafe(ref v, j), row);
            }
            var xi = Unsafe.Add(ref v, i);
            total = Vector256.FusedMultiplyAdd(Vector256.Create(xi), row, total);
            diagonal = Math.FusedMultiplyAdd(xi * xi, Unsafe.Add(ref a, offset + (nuint)i), diagonal);
            offset += width;
        }
        return (2 * Vector256.Sum(total)) - diagonal;
    }

    /// <summary>y = A x.</summary>
    public static void Multiply(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, Span<double> y, int dimension)
    {
        ref var a = ref MemoryMarshal.GetReference(matrix);
        ref var v = ref MemoryMarshal.GetReference(x);
        ref var r = ref MemoryMarshal.GetReference(y);
        Check(matrix.Length, Math.Min(x.Length, y.Length), dimension);
        y.Clear();
        nuint offset = 0;
        for (var i = 0; i < dimension; i++)
        {
            var width = (nuint)((i >> 2) + 1) * Lane;
            var xi = Vector256.Create(Unsafe.Add(ref v, i));
            var row = Vector256<double>.Zero;
            for (nuint j = 0; j < width; j += Lane)
            {
                var part = Vector256.LoadUnsafe(ref a, offset + j);
                row = Vector256.FusedMultiplyAdd(part, Vector256.LoadUnsafe(ref v, j), row);
                Vector256.FusedMultiplyAdd(part, xi, Vector256.LoadUnsafe(ref r, j)).StoreUnsafe(ref r, j);
            }
            // The row above the diagonal is the column's share; the diagonal itself was counted in both.
            var own = Unsafe.Add(ref a, offset + (nuint)i) * Unsafe.Add(ref v, i);
            Unsafe.Add(ref r, i) += Vector256.Sum(row) - own;
            offset += width;
        }
    }

    /// <summary>The sum of a_i b_i over padded vectors.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        var length = (nuint)Math.Min(left.Length, right.Length);
        var even = Vector256<double>.Zero;
        var odd = Vector256<double>.Zero;
        nuint i = 0;
        for (; i + (2 * Lane) <= length; i += 2 * Lane)
        {
            even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i + Lane), Vector256.LoadUnsafe(ref b, i + Lane), odd);
        }
        for (; i + Lane <= length; i += Lane)
        {
            even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i), even);
        }
        var sum = Vector256.Sum(even + odd);
        for (; i < length; i++)
        {
            sum = Math.FusedMultiplyAdd(Unsafe.Add(ref a, i), Unsafe.Add(ref b, i), sum);
        }
        return sum;
    }

    /// <summary>y += scale · x.</summary>
    public static void AddScaled(Span<double> y, ReadOnlySpan<double> x, double scale)
    {
        ref var r = ref MemoryMarshal.GetReference(y);
        ref var v = ref MemoryMarshal.GetReference(x);
        var length = (nuint)Math.Min(y.Length, x.Length);
        var factor = Vector256.Create(scale);
        nuint i = 0;
        for (; i + Lane <= length; i += Lane)
        {
            Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref v, i), Vector256.LoadUnsafe(ref r, i)).StoreUnsafe(ref r, i);
        }
        for (; i < length; i++)
        {
            Unsafe.Add(ref r, i) = Math.FusedMultiplyAdd(scale, Unsafe.Add(ref v, i), Unsafe.Add(ref r, i));
        }
    }

    private static void Check(int matrix, int vector, int dimension)
    {
        if (matrix < Length(dimension) || vector < Padded(dimension))
        {
            throw new ArgumentException($"A matrix of {Length(dimension)} and vectors of {Padded(dimension)} numbers are expected; "
                + $"there are {matrix} and {vector}.");
        }
    }
}
