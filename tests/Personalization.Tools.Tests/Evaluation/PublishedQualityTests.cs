using Personalization.Tests.Shared;
using Personalization.Tools.Evaluation;
using Personalization.Tools.Import;

namespace Personalization.Tools.Tests.Evaluation;

/// <summary>Holds the quality on real data to the reference values of the item-kNN and popularity models under the same protocol.</summary>
public sealed class PublishedQualityTests
{
    [Fact]
    public void Item_to_item_reaches_item_knn_on_msweb_and_the_path_beats_popularity()
    {
        using var replay = new OfflineReplay(MsWebCases.Read(DataSets.Folder("msweb")));
        var similar = replay.Measure("item_to_item");
        var popular = replay.Measure("popular");
        var path = replay.Measure(null);
        // The reference rounds to three digits: item kNN, cosine, α .5, shrink 10.
        Assert.True(similar is { HitRate10: >= 0.7465, Ndcg10: >= 0.5135, HitRate1: >= 0.3185 }, similar.ToString());
        Assert.InRange(popular.HitRate10, 0.6365, 0.6375);
        Assert.InRange(popular.Ndcg10, 0.4055, 0.4065);
        Assert.True(path.HitRate10 > popular.HitRate10 + 0.1 && path.Ndcg10 > popular.Ndcg10 + 0.1, path.ToString());
    }

    [Fact]
    public void Item_to_item_reaches_item_knn_on_movielens_and_the_path_beats_popularity()
    {
        using var replay = new OfflineReplay(LastItemOut.Split(new MovieLensSource(DataSets.Folder("ml-latest-small-2016"), mostTags: 0)
            .Read()));
        var similar = replay.Measure("item_to_item");
        var path = replay.Measure(null);
        Assert.True(similar is { HitRate10: >= 0.0641, HitRate20: >= 0.0999, Ndcg10: >= 0.0342 }, similar.ToString());
        // Twice the hit rate of the reference's popularity.
        Assert.True(path is { HitRate10: >= 0.0864, Ndcg10: >= 0.0396 }, path.ToString());
    }
}
