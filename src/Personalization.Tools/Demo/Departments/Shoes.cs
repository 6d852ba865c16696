namespace Personalization.Tools.Demo.Departments;

/// <summary>Shoes for every ground.</summary>
internal static class Shoes
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("shoes", Margin: 0.42, Appeal: 1.2,
    [
        new("running_shoes", 115, "Running Shoe|Trail Shoe",
            features: "a cushioned midsole|a carbon plate|a grippy outsole|a breathable upper|a wide toe box|a reflective heel",
            uses: "sport=long road runs|outdoor=muddy trails|racing=personal bests|beginner=first kilometres",
            materials: "mesh|recycled polyester",
            models: "2|3|4|5",
            goesWith: "sports/running|shoes/socks"),
        new("sneakers", 85, "Sneaker|High-Top|Slip-On",
            features: "a rubber cupsole|a padded collar|contrast stitching|a removable insole|a retro profile",
            uses: "casual=the city|vintage=a court classic look|colourful=bright outfits",
            materials: "suede|canvas|leather",
            goesWith: "shoes/socks|fashion/jeans"),
        new("boots", 150, "Boot|Hiking Boot|Chelsea Boot",
            features: "a waterproof membrane|a lugged sole|a warm lining|elastic sides|a stitched welt|ankle support",
            uses: "winter=snow and slush|outdoor=rocky paths|formal=the office",
            materials: "leather|nubuck|rubber",
            goesWith: "shoes/socks|shoes/shoe_care"),
        new("sandals", 55, "Sandal|Espadrille|Flip-Flop",
            features: "a cork footbed|adjustable straps|a contoured arch|a light sole",
            uses: "summer=beach days|travel=hot cities|casual=the terrace",
            materials: "cork|leather|jute|rubber",
            goesWith: "fashion/dresses"),
        new("socks", 14, "Socks|Running Socks|Wool Socks",
            features: "a flat toe seam|a padded heel|arch support|a ribbed cuff|a no-slip edge",
            uses: "sport=blister-free miles|winter=warm toes|gift=stockings and birthdays",
            materials: "merino wool|cotton|bamboo",
            pieces: 4),
        new("shoe_care", 13, "Shoe Polish|Waterproofing Spray|Shoe Brush",
            features: "natural wax|a horsehair brush|a lasting shine|a neutral colour",
            uses: "protective=wet weather|eco=long-lived leather",
            materials: "beeswax|horsehair",
            pieces: 2),
    ]);
}
