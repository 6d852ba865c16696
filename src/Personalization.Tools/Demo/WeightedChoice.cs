namespace Personalization.Tools.Demo;

/// <summary>Draws an index by weight in constant time (the alias method, Vose 1991). Immutable and safe to share between threads.</summary>
internal sealed class WeightedChoice
{
    private readonly double[] _keep;
    private readonly int[] _alias;

    /// <summary>Prepares the draw.</summary>
    /// <param name="weights">≥ 0, at least one above 0; they need not add up to 1.</param>
    public WeightedChoice(ReadOnlySpan<double> weights)
    {
        var count = weights.Length;
        var sum = 0.0;
        foreach (var weight in weights)
        {
            sum += weight;
        }
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sum, nameof(weights));
        _keep = new double[count];
        _alias = new int[count];
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var i = 0; i < count; i++)
        {
            _keep[i] = weights[i] * count / sum;
            _alias[i] = i;
            (_keep[i] < 1 ? small : large).Push(i);
        }
        while (small.Count > 0 && large.Count > 0)
        {
            var less = small.Pop();
            var more = large.Peek();
            _alias[less] = more;
            _keep[more] -= 1 - _keep[less];
            if (_keep[more] < 1)
            {
                small.Push(large.Pop());
            }
        }
        foreach (var rest in small)
        {
            // Only rounding leaves anything here: with nothing larger to share with, the index keeps its whole column.
            _keep[rest] = 1;
        }
    }

    /// <summary>Draws an index.</summary>
    public int Draw(ref SeededRandom random)
    {
        var column = random.Next(_keep.Length);
        return random.NextDouble() < _keep[column] ? column : _alias[column];
    }
}
