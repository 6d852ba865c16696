using Personalization.Contracts.Events;
using Personalization.Engine.Catalog;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Tests.Ranking;

public sealed class TasteTests : IDisposable
{
    private readonly TestNode _node = new TestNode().WithShop();
    private readonly UserState _user = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public void Lone_dislike_is_felt_and_fades()
    {
        _node.Act(_user, EventTypes.Dislike, "shoes0", TestNode.Start);
        var fresh = TasteFor("shoes", TestNode.Start);
        Assert.InRange(fresh, -1, -0.3f);
        Assert.InRange(TasteFor("shoes", TestNode.Start + (140 * TestNode.Day)), fresh / 100, 0);
    }

    [Fact]
    public void Taste_grows_with_evidence_and_is_shared_among_the_values_of_a_dimension()
    {
        _node.Act(_user, EventTypes.PageView, "shoes0", TestNode.Start);
        var once = TasteFor("shoes", TestNode.Start);
        for (var i = 1; i < 10; i++)
        {
            _node.Act(_user, EventTypes.PageView, "shoes" + (i % 4), TestNode.Start + (uint)i);
        }
        var often = TasteFor("shoes", TestNode.Start + 10);
        _node.Act(_user, EventTypes.Purchase, "hats0", TestNode.Start + 11);
        var shared = TasteFor("shoes", TestNode.Start + 11);
        Assert.True(0 < once && once < often && often <= 1);
        Assert.True(shared < often);
        Assert.True(shared + TasteFor("hats", TestNode.Start + 11) <= 1);
    }

    private float TasteFor(string category, uint now)
    {
        var context = new DecisionContext(_node.ReadModels);
        context.Reset(_user, now, -1, -1, 10, false);
        return context.TasteFor(_node.Vocabulary.Attributes.Find(AttributeDimension.Category, category));
    }
}
