using Personalization.Engine.Catalog;

namespace Personalization.Engine.Tests.Catalog;

public sealed class ContentSignatureTests
{
    [Fact]
    public void Same_content_has_the_cosine_one_whatever_the_scale_of_its_weights()
    {
        ulong[] terms = [11, 22, 33];
        var signature = ContentSignature.Of(terms, [1, 2, 3]);
        Assert.Equal(1, signature.EstimateCosine(ContentSignature.Of(terms, [2, 4, 6])));
    }

    [Fact]
    public void Content_without_common_terms_has_a_cosine_near_zero()
    {
        var random = SeededRandom.Create(2);
        var mean = Enumerable.Range(0, 500)
            .Average(_ => RandomSignature(random, out var _).EstimateCosine(RandomSignature(random, out var _)));
        Assert.InRange(mean, 0, 0.06);
    }

    // Charikar 2002: each bit differs with probability θ/π, so of 256 bits the share that differs has a standard deviation of at most
    // 1/32, the angle one of π/32.
    [Fact]
    public void Share_of_differing_bits_estimates_the_angle_without_bias()
    {
        var random = SeededRandom.Create(1);
        double error = 0, squaredError = 0;
        const int rounds = 2000;
        for (var round = 0; round < rounds; round++)
        {
            var (terms, shared) = (40, random.Next(1, 40));
            var a = Enumerable.Range(0, terms).Select(_ => (ulong)random.NextInt64()).ToArray();
            var b = a.Select((t, i) => i < shared ? t : (ulong)random.NextInt64()).ToArray();
            var weights = Enumerable.Range(0, terms).Select(_ => 0.5f + random.NextSingle()).ToArray();
            double dot = weights[..shared].Sum(w => w * w), norm = weights.Sum(w => w * w);
            var angle = Math.Acos(dot / norm);
            var differing = Differing(ContentSignature.Of(a, weights), ContentSignature.Of(b, weights));
            var difference = (Math.PI * differing / 256) - angle;
            error += difference;
            squaredError += difference * difference;
        }
        Assert.InRange(error / rounds, -0.02, 0.02);
        Assert.InRange(Math.Sqrt(squaredError / rounds), 0.02, Math.PI / 32 * 1.1);
    }

    [Fact]
    public void Estimated_cosine_is_within_its_stated_deviation_of_the_true_one()
    {
        var random = SeededRandom.Create(3);
        var squared = 0.0;
        const int rounds = 2000;
        for (var round = 0; round < rounds; round++)
        {
            var shared = random.Next(1, 30);
            var a = Enumerable.Range(0, 30).Select(_ => (ulong)random.NextInt64()).ToArray();
            var b = a.Select((t, i) => i < shared ? t : (ulong)random.NextInt64()).ToArray();
            var ones = Enumerable.Repeat(1f, 30).ToArray();
            squared += Math.Pow(ContentSignature.Of(a, ones).EstimateCosine(ContentSignature.Of(b, ones)) - (shared / 30.0), 2);
        }
        Assert.InRange(Math.Sqrt(squared / rounds), 0.01, 0.1);
    }

    [Fact]
    public void Signatures_of_items_rank_like_the_cosine_of_their_terms()
    {
        var items = RandomCatalog.Items(5, 60);
        var index = new ContentIndex();
        var signatures = items.Select((item, i) => index.Put(i, item!)).ToArray();
        var vectors = items.Select(item => ContentTerms.Of(item!).ToDictionary(t => t.Key, t => (double)t.Value)).ToArray();
        var pairs = (from i in Enumerable.Range(0, 60)
                     from k in Enumerable.Range(0, i)
                     select (True: BruteForceCosine.Of(vectors[i], vectors[k]),
                         Estimated: (double)signatures[i].EstimateCosine(signatures[k])))
            .ToArray();
        Assert.InRange(Correlation(pairs), 0.85, 1);
    }

    private static ContentSignature RandomSignature(Random random, out ulong[] terms)
    {
        terms = [.. Enumerable.Range(0, 20).Select(_ => (ulong)random.NextInt64())];
        return ContentSignature.Of(terms, [.. Enumerable.Range(0, 20).Select(_ => 0.5f + random.NextSingle())]);
    }

    private static int Differing(ContentSignature a, ContentSignature b) =>
        System.Numerics.BitOperations.PopCount(a.Bits0 ^ b.Bits0) + System.Numerics.BitOperations.PopCount(a.Bits1 ^ b.Bits1)
        + System.Numerics.BitOperations.PopCount(a.Bits2 ^ b.Bits2) + System.Numerics.BitOperations.PopCount(a.Bits3 ^ b.Bits3);

    private static double Correlation((double True, double Estimated)[] pairs)
    {
        var (meanX, meanY) = (pairs.Average(p => p.True), pairs.Average(p => p.Estimated));
        var covariance = pairs.Sum(p => (p.True - meanX) * (p.Estimated - meanY));
        return covariance / Math.Sqrt(pairs.Sum(p => Math.Pow(p.True - meanX, 2)) * pairs.Sum(p => Math.Pow(p.Estimated - meanY, 2)));
    }
}
