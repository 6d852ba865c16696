namespace Personalization.Tools.Demo.Departments;

/// <summary>Clothes and bags.</summary>
internal static class Fashion
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("fashion", Margin: 0.48, Appeal: 1.7,
    [
        new("dresses", 75, "Dress|Midi Dress|Maxi Dress|Wrap Dress",
            features: "a flowing skirt|a tie waist|puff sleeves|side pockets|a V-neck|a floral print|a hidden zip",
            uses: "summer=warm evenings|formal=weddings and dinners|casual=weekends|maternity=a growing belly",
            materials: "linen|viscose|cotton|silk",
            goesWith: "fashion/handbags|shoes/sandals|fashion/jewellery"),
        new("jackets", 130, "Jacket|Coat|Parka|Blazer",
            features: "a warm lining|a storm hood|taped seams|deep pockets|a two-way zip|an adjustable waist|reflective details",
            uses: "winter=frosty mornings|rain=wet commutes|formal=the office|outdoor=windy ridges",
            materials: "wool|waxed cotton|down|recycled polyester",
            goesWith: "fashion/knitwear|shoes/boots"),
        new("shirts", 45, "Shirt|T-Shirt|Polo Shirt|Blouse",
            features: "a button-down collar|a relaxed fit|mother-of-pearl buttons|a chest pocket|flat seams|a curved hem",
            uses: "casual=every day|formal=the office|summer=hot days|sport=moving freely",
            materials: "organic cotton|linen|jersey|bamboo",
            goesWith: "fashion/jeans",
            pieces: 2),
        new("jeans", 70, "Jeans|Chinos|Trousers",
            features: "a high waist|a slim leg|a wide leg|stretch denim|five pockets|a button fly|a cropped ankle",
            uses: "casual=every day|vintage=a seventies look|formal=smart evenings",
            materials: "denim|corduroy|cotton twill",
            goesWith: "fashion/shirts|shoes/sneakers|fashion/knitwear"),
        new("knitwear", 80, "Jumper|Cardigan|Sweater",
            features: "a ribbed hem|a roll neck|a cable pattern|horn buttons|raglan sleeves|a loose fit",
            uses: "winter=cold evenings|casual=the sofa|formal=layers under a blazer",
            materials: "merino wool|cashmere|alpaca|cotton",
            goesWith: "fashion/jackets"),
        new("handbags", 110, "Handbag|Tote|Crossbody Bag|Clutch",
            features: "a zipped inner pocket|an adjustable strap|brass hardware|a magnetic closure|room for a tablet",
            uses: "formal=evenings out|casual=market days|travel=passports and tickets",
            materials: "leather|canvas|vegan leather|raffia",
            goesWith: "fashion/jewellery"),
        new("jewellery", 90, "Necklace|Earrings|Bracelet|Watch",
            features: "a hand-set stone|a fine chain|a brushed finish|a sapphire crystal|an adjustable clasp",
            uses: "gift=birthdays|formal=anniversaries|minimalist=every day",
            materials: "silver|gold plate|steel|titanium",
            goesWith: "fashion/dresses"),
    ]);
}
