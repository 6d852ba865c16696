namespace Personalization.Tools.Demo.Departments;

/// <summary>The first years.</summary>
internal static class Baby
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("baby", Margin: 0.34, Appeal: 0.8,
    [
        new("strollers", 420, "Stroller|Buggy|Carrycot",
            features: "a one-hand fold|a reclining seat|air-filled tyres|a large canopy|an adjustable handle",
            uses: "travel=planes and trains|outdoor=forest paths|compact=narrow stairs",
            materials: "aluminium|linen|vegan leather",
            models: "2|3",
            goesWith: "baby/stroller_gear|baby/carriers"),
        new("stroller_gear", 35, "Footmuff|Cup Holder|Rain Cover|Parasol",
            features: "a fleece lining|a universal clamp|clear windows|a sun filter",
            uses: "winter=cold walks|rain=wet days|summer=bright days",
            materials: "fleece|recycled polyester"),
        new("carriers", 110, "Baby Carrier|Baby Wrap|Ring Sling",
            features: "a lumbar belt|a head support|crossed straps|a sun hood",
            uses: "newborn=the first weeks|outdoor=hikes|calm=naps on the move",
            materials: "organic cotton|linen|mesh"),
        new("feeding", 24, "Baby Bottle|High Chair|Bib Set|Steriliser",
            features: "an anti-colic valve|a removable tray|a wipe-clean surface|a crumb pocket",
            uses: "newborn=the first weeks|weaning=first spoons|eco=plastic-free meals",
            materials: "glass|silicone|beech",
            models: "150|240|330",
            pieces: 2),
        new("baby_clothes", 18, "Bodysuit|Romper|Sleep Suit|Baby Hat",
            features: "press studs|fold-over cuffs|a two-way zip|flat seams",
            uses: "newborn=tiny wardrobes|winter=cold days|organic=sensitive skin|gift=new parents",
            materials: "organic cotton|merino wool|muslin",
            models: "50|62|74|86",
            goesWith: "baby/nursery",
            pieces: 3),
        new("nursery", 95, "Cot|Changing Mat|Night Light|Baby Monitor",
            features: "three heights|a soft glow|a room thermometer|a two-way voice|washable covers",
            uses: "sleep=quiet nights|newborn=the first room|smart_home=an eye on everything",
            materials: "beech|organic cotton|silicone",
            goesWith: "baby/baby_clothes"),
    ]);
}
