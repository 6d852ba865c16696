namespace Personalization.Tools.Demo;

/// <summary>Which kinds of product somebody cares for. Immutable.</summary>
internal sealed class Taste
{
    private readonly WeightedChoice _kinds;

    private Taste(double[] departments, double[] kinds)
    {
        Departments = departments;
        Kinds = kinds;
        _kinds = new WeightedChoice(kinds);
    }

    /// <summary>The share of each department in <see cref="Assortment.Departments"/>; they add up to 1 and most are close to 0.</summary>
    public IReadOnlyList<double> Departments { get; }

    /// <summary>The share of each kind in <see cref="Assortment.Kinds"/>; they add up to 1.</summary>
    public IReadOnlyList<double> Kinds { get; }

    /// <summary>Draws a taste in which a few departments, and in them a few kinds, matter.</summary>
    public static Taste Draw(ref SeededRandom random)
    {
        var all = Assortment.Departments;
        Span<double> weights = stackalloc double[all.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = 0.16 * all[i].Appeal;
        }
        var departments = random.Dirichlet(weights);
        var kinds = new double[Assortment.Kinds.Count];
        var next = 0;
        for (var i = 0; i < departments.Length; i++)
        {
            var even = new double[all[i].Subcategories.Count];
            Array.Fill(even, 0.4);
            foreach (var share in random.Dirichlet(even))
            {
                kinds[next++] = departments[i] * share;
            }
        }
        return new Taste(departments, kinds);
    }

    /// <summary>Draws a kind, as a place in <see cref="Assortment.Kinds"/>.</summary>
    public int Kind(ref SeededRandom random) => _kinds.Draw(ref random);
}
