using Personalization.Contracts.Catalog;
using Personalization.Engine.Catalog;

namespace Personalization.Engine.Tests.Catalog;

/// <summary>TF-IDF vectors and their cosine in double precision, straight from the definition.</summary>
internal static class BruteForceCosine
{
    public static Dictionary<string, double>?[] Vectors(Item?[] items)
    {
        var documents = items.Select(item => item is null ? null : ContentTerms.Of(item)).ToArray();
        var count = documents.Count(d => d is not null);
        var frequency = documents.Where(d => d is not null)
            .SelectMany(d => d!)
            .GroupBy(t => t.Key)
            .ToDictionary(g => g.Key, g => g.Count());
        return [.. documents.Select(d =>
            d?.ToDictionary(t => t.Key, t => t.Value * (Math.Log((count + 1.0) / (frequency[t.Key] + 1.0)) + 1)))];
    }

    public static double Of(Dictionary<string, double> a, Dictionary<string, double> b)
    {
        var dot = a.Sum(t => t.Value * b.GetValueOrDefault(t.Key));
        return dot == 0 ? 0 : dot / Math.Sqrt(a.Values.Sum(x => x * x) * b.Values.Sum(x => x * x));
    }
}
