namespace Personalization.Tools.Demo.Departments;

/// <summary>Work at a desk.</summary>
internal static class Office
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("office", Margin: 0.33, Appeal: 0.9,
    [
        new("chairs", 280, "Office Chair|Assigner Stool|Gaming Chair",
            features: "a lumbar support|adjustable armrests|a mesh back|a synchro mechanism|a head rest",
            uses: "ergonomic=long days|gaming=long evenings|home_office=small rooms",
            materials: "mesh|leather|steel",
            goesWith: "office/desks|office/desk_gear"),
        new("desks", 360, "Assigner|Standing Assigner|Assigner Frame",
            features: "a memory for three heights|a cable tray|a bamboo top|a quiet motor|a rounded edge",
            uses: "ergonomic=sitting and standing|minimalist=clear heads|home_office=small rooms",
            materials: "bamboo|oak|steel",
            models: "120|140|160",
            goesWith: "office/chairs|office/desk_gear|office/monitors"),
        new("monitors", 310, "Monitor|Curved Monitor|Portable Monitor",
            features: "a height-adjustable stand|a USB-C dock|true colours|a high refresh rate|a matte panel",
            uses: "creative=colour work|gaming=fast motion|business=spreadsheets side by side",
            materials: "aluminium|recycled plastic",
            models: "24|27|32|34",
            goesWith: "electronics/mice|office/desk_gear"),
        new("desk_gear", 34, "Monitor Arm|Laptop Stand|Assigner Organiser|Assigner Mat",
            features: "a gas spring|cable clips|a pen tray|a felt back|ventilation slots",
            uses: "home_office=tidy desks|ergonomic=straight necks|minimalist=less clutter",
            materials: "aluminium|felt|bamboo|leather"),
        new("notebooks", 15, "Notebook|Planner|Sketchbook|Journal",
            features: "thick paper|a lie-flat binding|numbered pages|a ribbon|dotted lines|an elastic band",
            uses: "creative=ideas and drawings|business=meetings|student=lectures|calm=evening thoughts",
            materials: "recycled paper|linen|leather",
            models: "A4|A5|A6",
            goesWith: "office/pens",
            pieces: 2),
        new("pens", 17, "Fountain Pen|Ballpoint|Fineliner Set|Brush Pen",
            features: "a steel nib|a refillable cartridge|quick-drying ink|a soft grip|twelve colours",
            uses: "creative=hand lettering|business=signatures|gift=graduates",
            materials: "brass|resin|bamboo",
            goesWith: "office/notebooks",
            pieces: 2),
    ]);
}
