namespace Personalization.Gateway.Tests.Http;

/// <summary>A gateway with a small shop: sixty products in six categories, and forty shoppers of two tastes, shoes or books.</summary>
public sealed class ShopFixture : IAsyncLifetime
{
    private static readonly string[] s_categories = ["shoes", "books", "garden", "music", "toys", "kitchen"];

    internal RunningGateway Gateway
    {
        get
        {
            Assert.SkipUnless(TestEngine.Missing is null, TestEngine.Missing ?? "");
            return field;
        }
        private set;
    } = null!;

    public async ValueTask InitializeAsync()
    {
        if (TestEngine.Missing is null)
        {
            Gateway = await RunningGateway.Start();
            await Fill(Gateway);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (TestEngine.Missing is null)
        {
            await Gateway.DisposeAsync();
        }
    }

    internal static async Task Fill(RunningGateway gateway)
    {
        var items = s_categories.SelectMany(category => Enumerable.Range(0, 10).Select(n =>
            $$"""{"item_id":"{{category}}-{{n}}","name":"{{category}} number {{n}}","category":"{{category}}","brand":"{{category}} & co","price":{{10 + n}},"text":"all about {{category}}"}"""));
        (await gateway.Post("/api/v1/items", string.Join('\n', items), "application/x-ndjson")).AssertCounts(60, 0, 0);
        var random = new Random(1);
        var start = DateTimeOffset.UtcNow.AddHours(-20);
        var events = Enumerable.Range(0, 1200).Select(i =>
        {
            var shopper = random.Next(40);
            var category = random.Next(5) == 0 ? s_categories[random.Next(6)] : s_categories[shopper % 2];
            var type = random.Next(6) == 0 ? "purchase" : "page_view";
            return $$"""{"event_type":"{{type}}","user_id":"shopper-{{shopper}}","session_id":"visit-{{shopper}}-{{i / 200}}","item_id":"{{category}}-{{random.Next(10)}}","value":20,"timestamp":"{{start.AddMinutes(i):O}}"}""";
        });
        (await gateway.PostLines(string.Join('\n', events))).AssertCounts(1200, 0, 0);
        await gateway.Settle();
    }
}
