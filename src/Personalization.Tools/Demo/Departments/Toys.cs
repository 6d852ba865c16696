namespace Personalization.Tools.Demo.Departments;

/// <summary>Play for children and grown-ups.</summary>
internal static class Toys
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("toys", Margin: 0.4, Appeal: 1.1,
    [
        new("building_sets", 45, "Building Set|Marble Run|Robot Kit",
            features: "hundreds of pieces|a motor|glowing parts|a step-by-step booklet|a programmable brick",
            uses: "stem=curious minds|creative=free building|kids=ages five and up|collectors=the display shelf",
            materials: "recycled plastic|beech|bioplastic",
            models: "100|250|500",
            goesWith: "toys/toy_storage"),
        new("board_games", 36, "Board Game|Card Game|Dice Game",
            features: "a modular board|hidden roles|cooperative rules|short rounds|illustrated cards|a solo mode",
            uses: "family=rainy Sundays|party=large groups|strategy=long evenings",
            materials: "cardboard|linen paper|wood",
            goesWith: "toys/puzzles"),
        new("plush", 22, "Plush Bear|Plush Fox|Cuddle Blanket|Plush Dinosaur",
            features: "embroidered eyes|a washable cover|extra-soft fur|a gentle rattle",
            uses: "baby=the first friend|kids=bedtime|gift=birthdays",
            materials: "organic cotton|recycled polyester"),
        new("puzzles", 19, "Jigsaw Puzzle|Wooden Puzzle|Brain Teaser",
            features: "a matte finish|precise cuts|a fold-out poster|rising difficulty",
            uses: "family=the winter table|kids=small hands|calm=quiet evenings",
            materials: "cardboard|birch",
            models: "100|500|1000|2000",
            goesWith: "toys/board_games"),
        new("outdoor_toys", 48, "Scooter|Balance Bike|Kite|Sandpit Set",
            features: "adjustable handlebars|puncture-proof tyres|a folding frame|bright sails",
            uses: "outdoor=parks and paths|kids=ages three and up|summer=beach days",
            materials: "aluminium|birch|ripstop nylon",
            goesWith: "toys/toy_storage"),
        new("toy_storage", 29, "Toy Box|Play Mat|Book Rack",
            features: "soft-close hinges|a drawstring|rounded corners|labels to draw on",
            uses: "tidy=bedrooms and nurseries|kids=little helpers",
            materials: "birch|cotton|felt"),
    ]);
}
