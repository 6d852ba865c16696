namespace Personalization.Tools.Demo.Departments;

/// <summary>Care for skin and hair.</summary>
internal static class Beauty
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("beauty", Margin: 0.55, Appeal: 1.3,
    [
        new("skincare", 32, "Face Cream|Serum|Cleanser|Sunscreen",
            features: "hyaluronic acid|vitamin C|niacinamide|a light texture|no perfume|broad-spectrum filters|ceramides",
            uses: "sensitive=easily irritated skin|anti_age=fine lines|summer=sunny days|organic=plant-based care",
            models: "30|50|100",
            goesWith: "beauty/beauty_tools",
            pieces: 2),
        new("makeup", 22, "Lipstick|Mascara|Foundation|Eyeshadow Palette",
            features: "a satin finish|buildable coverage|smudge-proof pigments|a precise brush|nourishing oils",
            uses: "party=long nights|everyday=five-minute mornings|vegan=cruelty-free looks",
            goesWith: "beauty/beauty_tools|beauty/skincare",
            pieces: 2),
        new("fragrance", 68, "Eau de Parfum|Eau de Toilette|Scented Candle",
            features: "notes of bergamot|notes of cedar|notes of jasmine|a vanilla base|a long trail|a refillable flacon",
            uses: "gift=someone special|formal=evenings|summer=fresh days",
            materials: "glass|soy wax",
            models: "30|50|100"),
        new("haircare", 19, "Shampoo|Conditioner|Hair Mask|Hair Oil",
            features: "argan oil|keratin|no sulphates|a citrus scent|heat protection",
            uses: "curly=defined curls|sensitive=a calm scalp|organic=gentle washing",
            models: "200|250|400",
            goesWith: "beauty/beauty_tools",
            pieces: 2),
        new("beauty_tools", 58, "Hair Dryer|Curling Iron|Makeup Brush Set|Facial Roller",
            features: "ionic care|ceramic plates|soft fibres|three heat settings|a travel pouch",
            uses: "travel=small suitcases|professional=salon results|gift=pampering",
            materials: "ceramic|rose quartz|bamboo"),
        new("shaving", 27, "Razor|Beard Oil|Shaving Cream|Trimmer",
            features: "five blades|a pivoting head|a badger-free brush|precision combs|almond oil",
            uses: "everyday=smooth mornings|vintage=a barber ritual|sensitive=skin without redness",
            materials: "steel|olive wood",
            goesWith: "beauty/skincare"),
    ]);
}
