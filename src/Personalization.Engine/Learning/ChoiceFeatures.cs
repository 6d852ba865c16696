using System.Text.Json;
using Personalization.Contracts;
using Personalization.Engine.Profiles;

namespace Personalization.Engine.Learning;

/// <summary>
/// The context that placements' bandits choose by: time of day and week, how the person behaves, and the circumstances that came with the
/// request, hashed into a few places (Weinberger et al., Feature Hashing, ICML 2009). All of magnitude about 1. Their order is part of what
/// was learnt and never changes; new ones come with a new count.
/// </summary>
public static class ChoiceFeatures
{
    /// <summary>How many there are, the constant not counted.</summary>
    public const int Count = Own + Hashed;

    private const int Own = 10;
    private const int Hashed = 6;

    /// <summary>Computes the features.</summary>
    /// <param name="state">The person; nobody when <see langword="null"/>.</param>
    /// <param name="context">The request's circumstances: strings, numbers and truth values of the top level count.</param>
    /// <param name="now">The time, in seconds since 1970.</param>
    /// <param name="features">Takes <see cref="Count"/> numbers.</param>
    public static void Fill(BehaviorState? state, JsonText context, uint now, Span<double> features)
    {
        features[..Count].Clear();
        var (sin, cos) = Math.SinCos(2 * Math.PI * (now % 86400) / 86400);
        (features[0], features[1]) = (sin, cos);
        // 1970 began on a Thursday.
        features[2] = ((now / 86400) + 4) % 7 is 0 or 6 ? 1 : 0;
        if (state is not null)
        {
            var user = state as UserState;
            features[3] = Scaled(state.EventCount, 8);
            features[4] = Scaled(user?.SessionCount ?? 1, 5);
            features[5] = Scaled(user?.PurchaseCount ?? state.Session.Purchases, 4);
            features[6] = Scaled(user?.TotalSpent ?? 0, 10);
            features[7] = state.EventCount == 0 ? 0 : Scaled(Math.Max(0, (double)now - state.LastSeen), 15);
            features[8] = Scaled(state.Session.Depth, 4);
            features[9] = Scaled(state.Session.CartQuantity, 3);
        }
        Hash(context, features.Slice(Own, Hashed));
        // As the log keeps them, so that what is learnt from is what was chosen by.
        for (var i = 0; i < Count; i++)
        {
            features[i] = (float)features[i];
        }
    }

    private static double Scaled(double value, double divisor) => Math.Log(1 + Math.Max(0, value)) / divisor;

    private static void Hash(JsonText context, Span<double> places)
    {
        if (context.IsEmpty)
        {
            return;
        }
        var reader = new Utf8JsonReader(context.Utf8.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Fnv(14695981039346656037, reader.ValueSpan);
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    Add(places, Fnv(name, reader.ValueSpan), 1);
                    break;
                case JsonTokenType.True:
                    Add(places, name, 1);
                    break;
                case JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number):
                    Add(places, name, Math.Tanh(number));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static void Add(Span<double> places, ulong hash, double value) =>
        places[(int)((hash >> 8) % (ulong)places.Length)] += (hash & 1) == 0 ? value : -value;

    private static ulong Fnv(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 1099511628211;
        }
        return hash ^ (hash >> 32);
    }
}
