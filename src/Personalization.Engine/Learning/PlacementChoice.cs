using Personalization.Engine.Bandits;
using Personalization.Engine.Chance;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Learning;

/// <summary>
/// One choice of a placement's bandit. Where no choice has been rewarded yet, and by the policy <see cref="ChoicePolicies.Ranking"/>, the
/// best-ranked item is taken. In any case a share of the choices is left to chance, so that every item can be judged. Used once; not
/// thread-safe.
/// </summary>
/// <param name="placement">Where it is shown.</param>
/// <param name="policy">The policy, by name.</param>
/// <param name="bandit">What is known.</param>
/// <param name="exploration">The share of choices that chance makes alone, [0, 1].</param>
/// <param name="bits">64 random bits; the same bits give the same choice.</param>
public sealed class PlacementChoice(string placement, string policy, PlacementSnapshot bandit, double exploration, ulong bits)
    : IListChooser
{
    private const int MostOnStack = 256;

    private readonly double[] _features = new double[ChoiceFeatures.Count];

    /// <summary>Where it is shown.</summary>
    public string Placement => placement;

    /// <summary>The policy that made the choice.</summary>
    public string Policy { get; private set; } = policy;

    /// <summary>The context; to be filled before the choice.</summary>
    public Span<double> Features => _features;

    /// <summary>The chosen place in the list.</summary>
    public int Index { get; private set; }

    /// <summary>The chosen item.</summary>
    public string Item { get; private set; } = "";

    /// <summary>The chosen item's score relative to the best, [0, 1].</summary>
    public double RelativeScore { get; private set; }

    /// <summary>The exact probability of the choice, (0, 1].</summary>
    public double Propensity { get; private set; }

    /// <summary>The chosen item's generation.</summary>
    public int Generation => bandit.Generations.GetValueOrDefault(Item);

    /// <summary>
    /// Whether the choice belongs to a part of all choices in which each item is equally likely: of every choice the share that its item
    /// would have by chance alone, drawn with bits of its own (rejection sampling; compare Li, Chu, Langford and Wang, WSDM 2011).
    /// </summary>
    public bool IsUniform { get; private set; }

    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<string> items, ReadOnlySpan<double> scores)
    {
        var count = items.Length;
        Span<double> relative = count <= MostOnStack ? stackalloc double[count] : new double[count];
        Span<double> probabilities = count <= MostOnStack ? stackalloc double[count] : new double[count];
        var best = Math.Max(0, scores[0]);
        for (var i = 0; i < count; i++)
        {
            relative[i] = best > 0 ? Math.Clamp(scores[i] / best, 0, 1) : 0;
        }
        if (bandit.IsRewarded && ChoicePolicies.Find(Policy) is { } known)
        {
            Span<int> arms = count <= MostOnStack ? stackalloc int[count] : new int[count];
            for (var i = 0; i < count; i++)
            {
                arms[i] = bandit.Context.IndexOf(items[i]);
            }
            bandit.Probabilities(known, _features, arms, relative, probabilities);
        }
        else
        {
            Policy = ChoicePolicies.Ranking;
            probabilities.Clear();
            probabilities[0] = 1;
        }
        ArmLottery.MixUniform(probabilities, exploration);
        var choice = ArmLottery.Draw(probabilities, bits);
        (Index, Propensity, Item, RelativeScore) = (choice.Index, choice.Propensity, items[choice.Index], (float)relative[choice.Index]);
        IsUniform = RandomBits.Unit(RandomBits.Mix(bits)) * choice.Propensity < exploration / count;
        return Index;
    }
}
