using Microsoft.Playwright;
using Personalization.Tools.Demo;

namespace Personalization.Gateway.Tests.Console;

/// <summary>The console's pages of experiments and bandits in a real browser, against a real gateway.</summary>
public sealed class ExperimentPagesTests(ConsoleBrowser browser) : IClassFixture<ConsoleBrowser>
{
    private const string Hostile = "<img src=x onerror=alert(1)>";
    private const string DemoExperiment = "#experiments/recommendations-for-each";

    [Fact]
    public async Task Running_experiment_shows_its_verdict_and_keeps_moving()
    {
        await using var console = await browser.Open(await browser.Gateway(DemoMode.On), "#experiments");
        await console.Find(".figures .badge", "running").WaitForAsync();
        await console.Find(".figures .name", "Recommendations for each").ClickAsync();
        await console.Find(".verdict .ratio", "people").WaitForAsync();
        await console.Find(".lift .point").First.WaitForAsync();
        var before = await console.Find(".verdict .ratio").TextContentAsync();
        await console.Until("before => document.querySelector('.verdict .ratio').textContent !== before", before);
        Assert.Equal(2, await console.Find("[aria-label=Variants] tbody tr").CountAsync());
        await console.Find(".revisions li", "The demo shop opens.").WaitForAsync();
        Assert.Empty(console.Faults);
    }

    [Fact]
    public async Task Experiment_is_designed_planned_saved_and_led_through_its_life()
    {
        await using var console = await browser.Open(await browser.Gateway(DemoMode.Off), "#experiments");
        await console.Find("a", "Design an experiment").ClickAsync();
        await Field(console, "experiment_id").FillAsync("checkout-1");
        await Field(console, "name").FillAsync(Hostile);
        await Field(console, "variants[1].parameters").FillAsync("""{"steps":1}""");
        await console.Find(".variant-settings summary").Last.ClickAsync();
        await Field(console, "variants[1].parameters.weights.popular").FillAsync("2");
        await console.Find("[data-field='variants[1].parameters.policy'] select").SelectOptionAsync("greedy");
        await Field(console, "primary_metric.event_type").FillAsync("purchase");
        foreach (var (list, events) in new[] { ("secondary_metrics", new[] { "add_to_cart", "search" }), ("guardrails", ["return"]) })
        {
            for (var i = 0; i < events.Length; i++)
            {
                await console.Find($"[data-add={list}]").ClickAsync();
                await Field(console, list == "guardrails" ? $"guardrails[{i}].metric.event_type" : $"{list}[{i}].event_type")
                    .FillAsync(events[i]);
            }
        }
        await Field(console, "guardrails[0].tolerance").FillAsync("4");
        await console.Find("[data-field='secondary_metrics[1].kind'] select").SelectOptionAsync("ratio");
        await Field(console, "secondary_metrics[1].denominator_event_type").FillAsync("page_view");
        await console.Find("[data-action=plan]").ClickAsync();
        await console.Find(".plan .line").WaitForAsync();
        Assert.Contains("People in all", await console.Find(".plan .totals").InnerTextAsync(), StringComparison.Ordinal);

        await console.Find("button", "Save draft").ClickAsync();
        await console.Find(".verdict-title", "Not started").WaitForAsync();
        await console.Find("h1", Hostile).WaitForAsync();
        await console.Find("a", "Edit").ClickAsync();
        Assert.Equal("""{"steps":1}""", await Field(console, "variants[1].parameters").InputValueAsync());
        Assert.Equal("2", await Field(console, "variants[1].parameters.weights.popular").InputValueAsync());
        Assert.Equal("greedy", await console.Find("[data-field='variants[1].parameters.policy'] select").InputValueAsync());
        Assert.Equal("page_view", await Field(console, "secondary_metrics[1].denominator_event_type").InputValueAsync());
        Assert.Equal("4", await Field(console, "guardrails[0].tolerance").InputValueAsync());
        await console.Find("[data-field=secondary_metrics] [aria-label='Remove the metric']").First.ClickAsync();
        Assert.Equal("search", await Field(console, "secondary_metrics[0].event_type").InputValueAsync());
        await Field(console, "minimum_effect").FillAsync("10");
        await console.Find("button", "Save draft").ClickAsync();
        await console.Find("p", "minimum effect +10%").WaitForAsync();

        await console.Find("[aria-label='Secondary metrics'] h3", "search-ratio").WaitForAsync();
        Assert.Equal(1, await console.Find("[aria-label='Secondary metrics'] h3").CountAsync());
        await console.Find("[aria-label=Guardrails] td", "return-count").WaitForAsync();

        await Act(console, "start", "It is time.");
        await console.Find(".badge", "running").WaitForAsync();
        await console.Find(".verdict-title", "Nobody took part yet").WaitForAsync();
        await console.Find(".revisions li", "It is time.").WaitForAsync();
        await console.Find("[data-verb=ramp]").ClickAsync();
        await console.Find("#action-ramp").FillAsync("50");
        await console.Find(".action-form [type=submit]").ClickAsync();
        await console.Find("p", "50% of the people").WaitForAsync();
        await Act(console, "pause", "A holiday.");
        await console.Find(".badge", "paused").WaitForAsync();
        await Act(console, "decide", "Enough seen.");
        await console.Find(".badge", "decided").WaitForAsync();
        await Act(console, "archive", "Done.");
        await console.Find(".badge", "archived").WaitForAsync();
        Assert.Equal(0, await console.Find("img[src=x]").CountAsync());
        Assert.Empty(console.Faults);
    }

    [Fact]
    public async Task Fault_stands_at_its_field()
    {
        await using var console = await browser.Open(await browser.Gateway(DemoMode.Off), "#experiments/~new");
        await Field(console, "experiment_id").FillAsync("not an id");
        await Field(console, "variants[1].parameters").FillAsync("{x");
        await console.Find("[data-action=plan]").ClickAsync();
        await console.Find("[data-field='variants[1].parameters'] .field-fault", "is no JSON").WaitForAsync();
        Assert.Empty(console.Faults);

        await Field(console, "variants[1].parameters").FillAsync("");
        await console.Find("[data-action=plan]").ClickAsync();
        await console.Find("[data-field=experiment_id] .field-fault", "1 to 64 characters").WaitForAsync();
        await Field(console, "experiment_id").FillAsync("fine");
        await console.Find(".variant-settings summary").First.ClickAsync();
        await Field(console, "variants[0].parameters.exploration").FillAsync("2");
        await console.Find(".variant-settings summary").First.ClickAsync();
        await console.Find("[data-action=plan]").ClickAsync();
        await console.Find("[data-field='variants[0].parameters.exploration'] .field-fault", "0 to 1").WaitForAsync();
        await Field(console, "variants[0].parameters.exploration").FillAsync("");
        await Field(console, "targeting").FillAsync("device = ");
        await console.Find("button", "Save draft").ClickAsync();
        await console.Find("[data-field=targeting] .field-fault:not(:empty)").WaitForAsync();
        Assert.Equal("", await console.Find("[data-field=experiment_id] .field-fault").TextContentAsync());
    }

    [Fact]
    public async Task Bandit_shows_its_items_and_how_the_traffic_moves()
    {
        await using var console = await browser.Open(await browser.Gateway(DemoMode.On), "#bandits");
        console.Page.SetDefaultTimeout(90_000);
        await console.Find(".placements a", "home-hero").ClickAsync();
        await console.Until("() => document.querySelectorAll('[data-placement=home-hero] .arms tbody tr').length > 2");
        await console.Until("() => document.querySelectorAll('[data-placement=home-hero] .layer').length > 2");
        await console.Until("() => [...document.querySelectorAll('[data-placement=home-hero] .layer')].every(layer => "
            + "layer.getAttribute('d').length > 20)");
        var before = await console.Find(".bandit-detail .totals b").First.TextContentAsync();
        await console.Until("before => document.querySelector('.bandit-detail .totals b').textContent !== before", before);
        await console.Find(".arms .link").First.ClickAsync();
        await console.Find("#panel dt:text('Brand')").WaitForAsync();
        Assert.Empty(console.Faults);
    }

    [Theory]
    [InlineData("#experiments", ".figures .name", ColorScheme.Light, 1280)]
    [InlineData("#experiments", ".figures .name", ColorScheme.Dark, 400)]
    [InlineData(DemoExperiment, ".verdict-title", ColorScheme.Light, 1280)]
    [InlineData(DemoExperiment, ".verdict-title", ColorScheme.Dark, 400)]
    [InlineData("#experiments/~new", ".design", ColorScheme.Dark, 1280)]
    [InlineData("#experiments/~new", ".design", ColorScheme.Light, 400)]
    [InlineData("#bandits", "[aria-label=Placements]", ColorScheme.Dark, 1280)]
    [InlineData("#bandits", "[aria-label=Placements]", ColorScheme.Light, 400)]
    public async Task Page_fits_the_width(string hash, string ready, ColorScheme scheme, int width)
    {
        await using var console = await browser.Open(await browser.Gateway(DemoMode.On), hash, width, 860, scheme);
        await console.Find(ready).First.WaitForAsync();
        Assert.Equal(0, await console.SidewaysScroll());
        await console.Picture($"{hash.Trim('#').Replace('/', '-')}-{scheme}-{width}");
        Assert.Empty(console.Faults);
    }

    private static ILocator Field(ConsolePage console, string name) => console.Find($"[data-field='{name}'] input");

    private static async Task Act(ConsolePage console, string verb, string reason)
    {
        await console.Find($"[data-verb={verb}]").ClickAsync();
        await console.Find("#action-reason").FillAsync(reason);
        await console.Find(".action-form [type=submit]").ClickAsync();
    }
}
