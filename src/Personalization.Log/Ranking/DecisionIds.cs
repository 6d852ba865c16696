using Personalization.Engine.Chance;

namespace Personalization.Log.Ranking;

/// <summary>Gives decisions their ids: the node's prefix, unique per start, and a counter. Thread-safe.</summary>
/// <param name="nodePrefix">Random bits of this start of this node; never used twice.</param>
public sealed class DecisionIds(ulong nodePrefix)
{
    private long _last;

    /// <summary>The next id and 64 random-looking bits that depend on it alone, for the decision's random choice.</summary>
    public string Next(out ulong random)
    {
        var number = (ulong)Interlocked.Increment(ref _last);
        random = RandomBits.Scatter(nodePrefix ^ (number * RandomBits.Increment));
        return string.Create(30, (nodePrefix, number), static (text, id) =>
        {
            text[0] = 'd';
            text[1] = '_';
            for (var i = 0; i < 16; i++)
            {
                text[2 + i] = "0123456789abcdef"[(int)(id.nodePrefix >> (60 - (4 * i))) & 15];
            }
            for (var i = 0; i < 12; i++)
            {
                text[18 + i] = "0123456789abcdef"[(int)(id.number >> (44 - (4 * i))) & 15];
            }
        });
    }
}
