namespace Personalization.Tools.Demo.Departments;

/// <summary>What one cooks, bakes and brews with.</summary>
internal static class Kitchen
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("kitchen", Margin: 0.38, Appeal: 1.2,
    [
        new("cookware", 85, "Frying Pan|Saucepan|Casserole|Wok",
            features: "a non-stick coating|a heavy base|an oven-safe handle|a glass lid|pouring edges|even heat on induction",
            uses: "everyday=quick dinners|professional=searing and sauces|eco=coating-free cooking",
            materials: "cast iron|stainless steel|copper|aluminium",
            models: "20|24|28",
            goesWith: "kitchen/knives|kitchen/utensils"),
        new("knives", 70, "Chef Knife|Knife Set|Santoku|Bread Knife",
            features: "a full tang|a hand-sharpened edge|a balanced handle|a hammered blade|a wooden block",
            uses: "professional=fine slicing|everyday=vegetables and bread|gift=keen cooks",
            materials: "carbon steel|damascus steel|olive wood",
            goesWith: "kitchen/utensils"),
        new("coffee_machines", 320, "Espresso Machine|Coffee Maker|Coffee Grinder",
            features: "a steam wand|a conical grinder|fifteen bars of pressure|a thermal jug|a programmable timer|"
                + "a removable tank",
            uses: "barista=latte art|everyday=the first cup|compact=small kitchens",
            materials: "stainless steel|recycled plastic",
            goesWith: "kitchen/coffee_beans|kitchen/cups"),
        new("coffee_beans", 15, "Coffee Beans|Espresso Roast|Filter Roast",
            features: "notes of chocolate|notes of citrus|a slow drum roast|a single origin|low acidity|a resealable bag",
            uses: "barista=thick crema|organic=mornings without compromise|fair_trade=growers and drinkers",
            models: "250|500|1000",
            goesWith: "kitchen/cups",
            pieces: 3),
        new("cups", 18, "Cup|Mug|Tumbler|Teapot",
            features: "a double wall|a wide handle|a reactive glaze|a leak-proof lid|a fine rim",
            uses: "travel=the commute|cosy=slow afternoons|gift=colleagues",
            materials: "stoneware|porcelain|glass|steel",
            pieces: 4),
        new("utensils", 20, "Spatula Set|Cutting Board|Mixing Bowl|Kitchen Scale",
            features: "a non-slip ring|a juice groove|heat-proof edges|a pouring spout|gram precision",
            uses: "everyday=busy kitchens|baking=doughs and batters|eco=plastic-free kitchens",
            materials: "silicone|bamboo|olive wood|steel",
            goesWith: "kitchen/bakeware",
            pieces: 2),
        new("bakeware", 27, "Baking Tin|Cake Ring|Muffin Tray|Bread Basket",
            features: "a loose base|an easy-release coating|a rolled edge|a linen liner|a pizza stone",
            uses: "baking=birthday cakes|professional=sourdough|kids=biscuits on rainy days",
            materials: "steel|silicone|rattan|ceramic",
            goesWith: "kitchen/utensils"),
    ]);
}
