using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Contracts.Bandits;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Tests.Shared;
using Personalization.Tools.Demo;
using Personalization.Tools.Hosting;

namespace Personalization.Tools.Tests.Demo;

public sealed class DemoOffersTests
{
    [Fact]
    public async Task Clicks_follow_what_each_item_is_worth_on_the_device()
    {
        var placements = DemoPlacement.All(DemoShop.Items);
        var clock = new ManualClock(DemoShop.AsOf);
        var (shown, clicks) = (new Dictionary<string, (DemoPlacement Placement, string Item, string Device)>(), new HashSet<string>());
        ValueTask<PersonalizeResult> Choose(PersonalizeRequest request)
        {
            var id = $"d{shown.Count}";
            var item = request.AvailableItems[shown.Count % request.AvailableItems.Count];
            shown.Add(id, (placements.Single(p => p.Name == request.Placement), item, request.Context.GetString("device"u8)!));
            return ValueTask.FromResult(new PersonalizeResult
            {
                DecisionId = id,
                SelectedItem = item,
                AlternativeOptions = [],
                Reasoning = [],
                ModelVersion = ""
            });
        }
        Task<PublishResult> Report(IReadOnlyList<DecisionOutcome> outcomes)
        {
            Assert.All(outcomes, outcome => Assert.True(clicks.Add(outcome.DecisionId)));
            return Task.FromResult(new PublishResult(outcomes.Count, 0, outcomes.Count));
        }
        using var offers = new DemoOffers(
            placements, DemoShop.Traffic.Shoppers, new DemoSimulationOptions { ChoicesPerSecond = 50 }, clock,
            NullLogger<DemoOffers>.Instance, Choose, Report, 7);
        for (var second = 0; second < 600; second++)
        {
            await offers.Turn();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(600 * 50, shown.Count);
        foreach (var same in shown.GroupBy(s => s.Value))
        {
            var expected = same.Key.Placement.AppealOf(same.Key.Item, same.Key.Device);
            var error = Math.Sqrt(expected * (1 - expected) / same.Count());
            Assert.InRange(
                same.Count(s => clicks.Contains(s.Key)) / (double)same.Count(), expected - (5 * error) - 0.01, expected + (5 * error));
        }
    }

    [Fact]
    public void Best_offer_of_the_home_page_depends_on_the_device()
    {
        var home = DemoPlacement.All(DemoShop.Items)[0];
        string Best(string device) => home.Items.MaxBy(item => home.AppealOf(item, device))!;
        Assert.NotEqual(Best("desktop"), Best("mobile"));
    }

    [Theory]
    [InlineData("On", null, 20)]
    [InlineData("On", "00:05:00", 300)]
    [InlineData("Off", null, 600)]
    public void Reward_window_is_short_in_the_demo_unless_it_was_set(string mode, string? set, int seconds)
    {
        var sources = EngineSettings.Sources(
            null, set is null ? [] : new KeyValuePair<string, string?>[] { new("Node:Bandits:RewardWindow", set) });
        var node = EngineSettings.Read<EngineSettings>(sources).Node;
        Tools.Demo.DemoShop.Adapt(new DemoSimulationOptions { Mode = Enum.Parse<DemoMode>(mode) }, node, sources);
        Assert.Equal(seconds, node.Bandits.RewardWindow.TotalSeconds);
    }
}
