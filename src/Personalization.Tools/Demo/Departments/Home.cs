namespace Personalization.Tools.Demo.Departments;

/// <summary>Furniture, light and textiles.</summary>
internal static class Home
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("home", Margin: 0.44, Appeal: 1.3,
    [
        new("lamps", 75, "Lamp|Floor Lamp|Assigner Lamp|Pendant",
            features: "a dimmer|a warm light|an adjustable arm|a fabric shade|a marble foot|touch control",
            uses: "reading=late chapters|minimalist=clear rooms|vintage=cosy corners|home_office=focused work",
            materials: "brass|oak|linen|glass",
            goesWith: "home/smart_bulbs"),
        new("rugs", 160, "Rug|Runner|Carpet",
            features: "a dense pile|a geometric pattern|a non-slip back|hand-knotted edges|a flat weave",
            uses: "kids=soft play corners|minimalist=calm living rooms|vintage=old floors",
            materials: "wool|jute|cotton|recycled polyester",
            models: "80|120|160|200",
            goesWith: "home/cushions"),
        new("cushions", 28, "Cushion|Throw|Blanket",
            features: "a removable cover|a feather filling|tassels|a waffle texture|double-sided colours",
            uses: "cosy=film nights|colourful=a bright sofa|gift=house-warming",
            materials: "linen|velvet|wool|cotton",
            pieces: 3),
        new("bedding", 90, "Duvet Cover|Sheet Set|Pillow|Duvet",
            features: "a high thread count|an envelope closure|a cooling weave|deep pockets|an anti-allergy filling",
            uses: "sleep=deep nights|summer=hot nights|winter=cold bedrooms",
            materials: "percale|satin|linen|down",
            models: "135|155|200|240",
            goesWith: "home/cushions"),
        new("smart_bulbs", 24, "Smart Bulb|Light Strip|Smart Plug",
            features: "millions of colours|voice control|a sunrise alarm|energy metering|schedules by app",
            uses: "smart_home=scenes and routines|sleep=gentle mornings|party=colour to the beat",
            materials: "glass|recycled plastic",
            goesWith: "home/lamps",
            pieces: 3),
        new("shelves", 140, "Shelf|Bookcase|Sideboard|Cabinet",
            features: "adjustable boards|hidden cables|soft-close doors|a wall fixing|a lacquered front",
            uses: "minimalist=tidy rooms|books=growing collections|home_office=files and plants",
            materials: "oak|walnut|steel|bamboo",
            goesWith: "home/lamps"),
    ]);
}
