using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Engine.Tests.Events;

public sealed class EventAdmissionTests
{
    private static readonly Event View = new() { EventType = EventTypes.PageView, UserId = "u", ItemId = "a" };

    [Fact]
    public void Events_on_an_item_share_its_facts_until_it_changes()
    {
        using var node = new TestNode();
        var admission = new EventAdmission(node.Catalog);
        string[] tags = ["1", "", "3", "4", "5", "6", "7", "8", "9"];
        node.Put(new Item { ItemId = "a", Category = "shoes", Brand = "", Price = 30, Tags = tags });
        var before = admission.Admit(View).Facts;
        tags = ["1", "3", "4", "5", "6", "7", "8"];
        Assert.Equal(new ItemFacts { Category = "shoes", PriceLevel = "20-50", Price = 30, Tags = tags }, before);
        Assert.Same(before, admission.Admit(View).Facts);
        node.Put(new Item { ItemId = "a", Category = "hats" });
        Assert.Equal(new ItemFacts { Category = "hats" }, admission.Admit(View).Facts);
    }

    [Fact]
    public void Event_on_an_item_that_the_catalogue_does_not_know_is_stamped_so()
    {
        using var node = new TestNode();
        Assert.Same(ItemFacts.Unknown, new EventAdmission(node.Catalog).Admit(View).Facts);
    }

    [Fact]
    public void Facts_that_an_event_carries_stay_and_nothing_is_copied_without_need()
    {
        using var node = new TestNode();
        node.Put(new Item { ItemId = "a", Category = "shoes" });
        var admission = new EventAdmission(node.Catalog);
        var stamped = View with { Facts = new ItemFacts { Category = "books" } };
        IReadOnlyList<Event> events = [stamped, View with { ItemId = null }];
        Assert.Same(events, admission.Admit(events));
        var admitted = admission.Admit([stamped, View]);
        Assert.Same(stamped, admitted[0]);
        Assert.Equal("shoes", admitted[1].Facts?.Category);
    }

    [Fact]
    public void Senders_can_neither_set_nor_see_facts()
    {
        var json = JsonSerializer.Serialize(View with { Facts = new ItemFacts { Category = "shoes" } }, ContractsJson.Default.Event);
        Assert.DoesNotContain("shoes", json, StringComparison.Ordinal);
        json = """{"event_type":"x","item_id":"a","facts":{"category":"shoes"}}""";
        Assert.Null(JsonSerializer.Deserialize(json, ContractsJson.Default.Event)!.Facts);
    }
}
