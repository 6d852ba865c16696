using Personalization.Contracts;
using Personalization.Contracts.Catalog;

namespace Personalization.Tools.Demo;

/// <summary>A place in the demo shop where one of a few products is shown, and how likely each is clicked. Immutable.</summary>
/// <param name="Name">The placement.</param>
/// <param name="Items">The products to choose from.</param>
/// <param name="Appeals">How likely each is clicked, by device.</param>
internal sealed record DemoPlacement(string Name, IReadOnlyList<string> Items, IReadOnlyDictionary<string, double[]> Appeals)
{
    /// <summary>The devices, in their circumstances as a request carries them.</summary>
    public static IReadOnlyList<(string Device, JsonText Context)> Devices { get; } =
    [
        ("desktop", JsonText.Parse("""{"device":"desktop"}""")),
        ("mobile", JsonText.Parse("""{"device":"mobile"}""")),
    ];

    /// <summary>
    /// The placements of the shop: one where the device decides what is best, one with a clear best, one where all are nearly alike.
    /// </summary>
    public static IReadOnlyList<DemoPlacement> All(IReadOnlyList<Item> items) =>
    [
        Make("home-hero", items, 101, [0.05, 0.22, 0.08, 0.12, 0.06, 0.03], [0.05, 0.06, 0.28, 0.11, 0.03, 0.08]),
        Make("cart-offer", items, 1207, [0.04, 0.09, 0.30, 0.12], [0.05, 0.08, 0.26, 0.14]),
        Make("search-banner", items, 2311, [0.10, 0.11, 0.12, 0.09, 0.10], [0.09, 0.10, 0.12, 0.12, 0.08]),
    ];

    /// <summary>How likely a product is clicked on a device, [0, 1].</summary>
    public double AppealOf(string item, string device)
    {
        for (var i = 0; i < Items.Count; i++)
        {
            if (Items[i] == item)
            {
                return Appeals[device][i];
            }
        }
        return 0;
    }

    // Products from all over the shop that can be bought. The catalogue has no product that comes only later.
    private static DemoPlacement Make(string name, IReadOnlyList<Item> items, int from, double[] desktop, double[] mobile)
    {
        var chosen = Enumerable.Range(0, items.Count).Select(i => items[(from + (i * 397)) % items.Count])
            .Where(static item => item.Stock != 0).Select(static item => item.ItemId).Distinct().Take(desktop.Length).ToArray();
        return new DemoPlacement(name, chosen, new Dictionary<string, double[]> { ["desktop"] = desktop, ["mobile"] = mobile });
    }
}
