namespace Personalization.Engine.Ranking;

/// <summary>Selects the best of many scores without sorting them all: a bounded min-heap, O(n log k). Ties go to the smaller slot.</summary>
public static class TopSlots
{
    /// <summary>Writes the slots of the highest positive scores, best first, to <paramref name="top"/>.</summary>
    /// <returns>How many were written, at most the length of <paramref name="top"/>.</returns>
    public static int Select(ReadOnlySpan<float> scores, Span<int> top)
    {
        var count = 0;
        for (var slot = 0; slot < scores.Length; slot++)
        {
            if (scores[slot] <= 0)
            {
                continue;
            }
            if (count < top.Length)
            {
                top[count] = slot;
                SiftUp(scores, top, count++);
            }
            else if (count > 0 && Better(scores, slot, top[0]))
            {
                top[0] = slot;
                SiftDown(scores, top, 0, count);
            }
        }
        for (var last = count - 1; last > 0; last--)
        {
            (top[0], top[last]) = (top[last], top[0]);
            SiftDown(scores, top, 0, last);
        }
        return count;
    }

    private static bool Better(ReadOnlySpan<float> scores, int a, int b) =>
        scores[a] > scores[b] || (scores[a] == scores[b] && a < b);

    private static void SiftUp(ReadOnlySpan<float> scores, Span<int> heap, int at)
    {
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (!Better(scores, heap[parent], heap[at]))
            {
                return;
            }
            (heap[parent], heap[at]) = (heap[at], heap[parent]);
            at = parent;
        }
    }

    private static void SiftDown(ReadOnlySpan<float> scores, Span<int> heap, int at, int count)
    {
        while (true)
        {
            var worst = at;
            for (var child = (2 * at) + 1; child <= (2 * at) + 2 && child < count; child++)
            {
                if (Better(scores, heap[worst], heap[child]))
                {
                    worst = child;
                }
            }
            if (worst == at)
            {
                return;
            }
            (heap[at], heap[worst]) = (heap[worst], heap[at]);
            at = worst;
        }
    }
}
