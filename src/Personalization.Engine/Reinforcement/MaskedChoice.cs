using Personalization.Engine.Chance;

namespace Personalization.Engine.Reinforcement;

/// <summary>Choosing among the actions that are allowed. Pure, thread-safe.</summary>
public static class MaskedChoice
{
    /// <summary>The allowed action of the highest value, the first of equal ones.</summary>
    /// <exception cref="ArgumentException">None is allowed.</exception>
    public static int Best(ReadOnlySpan<float> values, ReadOnlySpan<bool> mask)
    {
        var best = -1;
        for (var a = 0; a < values.Length; a++)
        {
            if (mask[a] && (best < 0 || values[a] > values[best]))
            {
                best = a;
            }
        }
        return best >= 0 ? best : throw new ArgumentException("No action is allowed.");
    }

    /// <summary>An allowed action, each with the same probability.</summary>
    public static int Random(ReadOnlySpan<bool> mask, RandomStream chance)
    {
        var left = chance.NextInt(mask.Count(true));
        for (var a = 0; ; a++)
        {
            if (mask[a] && left-- == 0)
            {
                return a;
            }
        }
    }

    /// <summary>Probabilities proportional to exp(value) over the allowed actions, 0 for the others.</summary>
    public static void Softmax(ReadOnlySpan<float> values, ReadOnlySpan<bool> mask, Span<double> probabilities)
    {
        var most = values[Best(values, mask)];
        var sum = 0.0;
        for (var a = 0; a < values.Length; a++)
        {
            sum += probabilities[a] = mask[a] ? Math.Exp(values[a] - most) : 0;
        }
        for (var a = 0; a < values.Length; a++)
        {
            probabilities[a] /= sum;
        }
    }
}
