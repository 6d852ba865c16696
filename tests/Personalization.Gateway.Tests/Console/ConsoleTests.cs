using System.Net.Http.Json;
using Microsoft.Playwright;
using Personalization.Tools.Demo;

namespace Personalization.Gateway.Tests.Console;

/// <summary>The console in a real browser, against a real gateway.</summary>
public sealed class ConsoleTests(ConsoleBrowser browser) : IClassFixture<ConsoleBrowser>
{
    private const string Hostile = "<img src=x onerror=alert(1)>";
    private const string ListIds = "[...document.querySelectorAll('.rec')].map(c => c.dataset.item).join()";

    [Fact]
    public async Task Overview_shows_moving_numbers_and_what_is_trending()
    {
        await using var console = await browser.Open(await browser.Gateway(DemoMode.On), "");
        await console.Find("#state[data-state=live]").WaitForAsync();
        await console.Until("() => parseFloat(document.querySelector('[data-tile=events] .tile-value').textContent) > 0");
        var before = await console.Find("[data-tile=events] .tile-note").TextContentAsync();
        await console.Until("before => document.querySelector('[data-tile=events] .tile-note').textContent !== before", before);
        await console.Until("() => document.querySelector('[data-tile=events] .spark-line').getAttribute('d').split('L').length > 3");
        Assert.Equal("6,000", await console.Find("[data-tile=items] .tile-value").TextContentAsync());
        Assert.Equal(2, await console.Find(".plot").CountAsync());

        await console.Find(".plot").First.HoverAsync();
        Assert.Contains("Events", await console.Find(".readout >> nth=0").InnerTextAsync(), StringComparison.Ordinal);

        var first = console.Find(".trending tbody .link").First;
        var name = await first.TextContentAsync();
        await first.ClickAsync();
        await console.Find("#panel dt:text('Brand')").WaitForAsync();
        Assert.NotEqual("", name);
        await console.Find("#panel .similar").WaitForAsync();
        await console.Page.Keyboard.PressAsync("Escape");
        await console.Find("#panel").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        Assert.Empty(console.Faults);
    }

    [Fact]
    public async Task Event_sent_with_a_button_changes_the_recommendations_and_shows_why()
    {
        await using var console = await browser.Open(await browser.Gateway(DemoMode.On), "#person/somebody_new");
        await console.Find(".rec").First.WaitForAsync();
        Assert.Contains("Nothing is known", await console.Find(".profile").InnerTextAsync(), StringComparison.Ordinal);
        var card = console.Find(".rec").First;
        var item = await card.GetAttributeAsync("data-item");
        await console.Until("id => document.querySelector('.card-name').textContent !== id", item);
        var name = await card.Locator(".card-name").TextContentAsync();
        var before = await console.Page.EvaluateAsync<string>(ListIds);

        await card.Locator("[data-action=add_to_cart]").ClickAsync();

        await console.Until("before => " + ListIds + " !== before", before);
        await console.Find(".rec[data-change=new]").First.WaitForAsync();
        await console.Find(".timeline li").First.WaitForAsync();
        Assert.Contains(name!, await console.Find(".timeline li").First.InnerTextAsync(), StringComparison.Ordinal);
        await console.Find(".reasons", name).First.WaitForAsync();
        Assert.DoesNotContain("Nothing is known", await console.Find(".profile").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await console.Find(".dimension").CountAsync() >= 3);

        await console.Find(".stages summary").ClickAsync();
        Assert.True(await console.Find(".stages tbody tr").CountAsync() >= 5);
        Assert.Empty(console.Faults);
    }

    [Fact]
    public async Task Dismissed_item_leaves_the_list_and_the_focus_stays_in_it()
    {
        await using var console = await browser.Open(await browser.Gateway(DemoMode.On), "#person/somebody_choosy");
        await console.Find(".rec").First.WaitForAsync();
        var item = await console.Find(".rec").First.GetAttributeAsync("data-item");
        await console.Find(".rec [data-action=not_interested]").First.PressAsync("Enter");
        await console.Find($".rec[data-item={item}]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        Assert.Equal(12, await console.Find(".rec").CountAsync());
        Assert.Equal("BUTTON", await console.Page.EvaluateAsync<string>("document.activeElement.tagName"));
        Assert.Empty(console.Faults);
    }

    [Fact]
    public async Task Hostile_text_from_data_is_shown_as_text()
    {
        var address = await browser.Gateway(DemoMode.Off);
        await Fill(address);
        await using var console = await browser.Open(address, "");
        await console.Find(".trending .link", Hostile).First.ClickAsync();
        await console.Find("#panel h2", Hostile).WaitForAsync();
        await console.Find("#panel .chip", Hostile).WaitForAsync();
        await console.Find("#panel .similar").WaitForAsync();

        foreach (var person in new[] { "fan_1", Hostile })
        {
            await console.Page.GotoAsync($"{address}/#person/{Uri.EscapeDataString(person)}");
            await console.Find(".profile h2", person).WaitForAsync();
            await console.Find(".card-name", Hostile).First.WaitForAsync();
        }
        Assert.Equal(0, await console.Find("img[src=x]").CountAsync());
        Assert.Empty(console.Faults);
    }

    [Fact]
    public async Task Refused_event_is_explained()
    {
        var address = await browser.Gateway(DemoMode.Off);
        await Fill(address);
        await using var console = await browser.Open(address, "#person/fan_1");
        await console.Find(".rec").First.WaitForAsync();
        await console.Page.RouteAsync("**/api/v1/events", route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = 503,
            ContentType = "application/problem+json",
            Body = """{"title":"Events cannot be taken now","detail":"The log is too far behind."}""",
        }));
        await console.Find(".rec [data-action=purchase]").First.ClickAsync();
        await console.Find(".toast.fault", "The log is too far behind.").WaitForAsync();
    }

    [Fact]
    public async Task Lost_connection_is_shown_and_comes_back_by_itself()
    {
        var address = await browser.Gateway(DemoMode.Off);
        await using var console = await browser.Open(address, "");
        await console.Find("#state[data-state=live]").WaitForAsync();
        await browser.Restart(DemoMode.Off, () => console.Find("#state[data-state=reconnecting]").WaitForAsync());
        await console.Find("#state[data-state=live]").WaitForAsync();
    }

    [Theory]
    [InlineData("", "overview", ColorScheme.Light, 1280)]
    [InlineData("", "overview", ColorScheme.Dark, 1280)]
    [InlineData("", "overview", ColorScheme.Dark, 400)]
    [InlineData("#person/shopper_0003", "person", ColorScheme.Light, 1280)]
    [InlineData("#person/shopper_0003", "person", ColorScheme.Dark, 1280)]
    [InlineData("#person/shopper_0003", "person", ColorScheme.Light, 400)]
    public async Task Page_follows_the_scheme_and_fits_the_width(string hash, string view, ColorScheme scheme, int width)
    {
        await using var console = await browser.Open(await browser.Gateway(DemoMode.On), hash, width, width < 800 ? 860 : 800, scheme);
        await console.Find(view == "person" ? ".rec .price:text('.')" : ".trending .link").First.WaitForAsync();
        var light = await console.Page.EvaluateAsync<int>("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])");
        Assert.Equal(scheme == ColorScheme.Light, light > 128);
        Assert.Equal(0, await console.SidewaysScroll());
        await console.Picture($"{view}-{scheme}-{width}");

        await console.Find("#theme").ClickAsync();
        await console.Page.ReloadAsync();
        Assert.Equal(
            scheme == ColorScheme.Light ? "dark" : "light",
            await console.Page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
        Assert.Empty(console.Faults);
    }

    /// <summary>A small catalogue full of markup, and people who looked at all of it.</summary>
    private static async Task Fill(string address)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        for (var i = 1; i <= 6; i++)
        {
            var item = new
            {
                name = $"{Hostile} {i}",
                category = Hostile,
                brand = Hostile,
                price = 10 * i,
                text = Hostile,
                tags = new[] { Hostile }
            };
            (await http.PutAsJsonAsync($"/api/v1/items/item_{i}", item)).EnsureSuccessStatusCode();
        }
        var events = Enumerable.Range(0, 30)
            .Select(i => new { event_type = "page_view", user_id = $"fan_{i % 10}", item_id = $"item_{(i % 3) + 1}" });
        (await http.PostAsJsonAsync("/api/v1/events", events)).EnsureSuccessStatusCode();
    }
}
