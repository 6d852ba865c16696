namespace Personalization.Tools.Demo.Departments;

/// <summary>Beds, balconies and barbecues.</summary>
internal static class Garden
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("garden", Margin: 0.37, Appeal: 0.9,
    [
        new("planters", 38, "Planter|Raised Bed|Flower Pot|Hanging Basket",
            features: "a drainage hole|a water reservoir|a frost-proof glaze|hidden castors",
            uses: "balcony=small terraces|vegetables=herbs and tomatoes|minimalist=clean lines",
            materials: "terracotta|cedar|steel|recycled plastic",
            models: "30|40|60",
            goesWith: "garden/seeds|garden/garden_tools",
            pieces: 2),
        new("garden_tools", 34, "Spade|Secateurs|Rake|Pruning Saw",
            features: "a hardened blade|an ash handle|a bypass cut|a foam grip|a folding lock",
            uses: "vegetables=beds and borders|professional=hedges and trees|beginner=the first season",
            materials: "carbon steel|ash wood|aluminium",
            goesWith: "garden/gloves"),
        new("grills", 290, "Grill|Kettle Grill|Gas Barbecue|Pizza Oven",
            features: "a lid thermometer|a side burner|enamelled grates|an ash catcher|folding shelves|a rotisserie",
            uses: "party=long tables|compact=balconies|travel=campsites",
            materials: "steel|cast iron|ceramic",
            models: "47|57",
            goesWith: "garden/grill_tools"),
        new("grill_tools", 25, "Grill Tongs|Grill Brush|Charcoal|Meat Thermometer",
            features: "long handles|brass bristles|a wireless probe|slow-burning briquettes",
            uses: "party=many guests|professional=low and slow",
            materials: "steel|brass|beech",
            pieces: 2),
        new("seeds", 5, "Seeds|Flower Bulbs|Herb Kit",
            features: "a long flowering season|old varieties|a bee-friendly mix|high germination|a sowing calendar",
            uses: "vegetables=salads and beans|organic=healthy soil|kids=little gardeners",
            goesWith: "garden/planters|garden/soil",
            pieces: 4),
        new("soil", 12, "Potting Soil|Compost|Fertiliser",
            features: "slow-release nutrients|a peat-free recipe|mycorrhiza|a fine crumb",
            uses: "organic=vegetable beds|balcony=window boxes",
            materials: "coir|bark",
            models: "10|20|40",
            pieces: 3),
        new("gloves", 14, "Garden Gloves|Kneeling Pad|Sun Hat",
            features: "a reinforced palm|long cuffs|a breathable back|a wide brim",
            uses: "protective=roses and brambles|summer=hot days",
            materials: "goatskin|cotton|latex|straw"),
    ]);
}
