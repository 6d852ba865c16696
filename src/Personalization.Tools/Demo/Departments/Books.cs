namespace Personalization.Tools.Demo.Departments;

/// <summary>Reading of all kinds.</summary>
internal static class Books
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("books", Margin: 0.3, Appeal: 1.4,
    [
        new("crime", 14, "Crime Novel|Thriller|Detective Story",
            features: "a locked room|a stubborn inspector|a cold case|a coastal village|an unreliable narrator|a final twist",
            uses: "thrilling=nights without sleep|holiday=the beach bag|series=readers who want the next one",
            goesWith: "books/reading_gear",
            pieces: 2),
        new("fantasy", 17, "Fantasy Novel|Science Fiction Novel|Space Opera",
            features: "a reluctant hero|rival guilds|an ancient library|a generation ship|a map of the realm|"
                + "dragons with opinions",
            uses: "epic=long winters|young_adult=new readers|series=readers who want the next one",
            goesWith: "books/reading_gear",
            pieces: 2),
        new("cookbooks", 29, "Cookbook|Baking Book|Guide to Fermenting",
            features: "recipes for weeknights|step-by-step photographs|seasonal menus|a chapter on bread|shopping lists",
            uses: "baking=patient bakers|vegan=plant-based tables|gift=keen cooks",
            goesWith: "kitchen/utensils|kitchen/bakeware"),
        new("travel_guides", 19, "Travel Guide|Trail Guide|City Map Book",
            features: "fold-out maps|walking routes|local voices|train timetables|tips for rainy days",
            uses: "travel=city weekends|outdoor=hut to hut|family=children on board",
            goesWith: "sports/camping"),
        new("science", 24, "Popular Science Book|History Book|Biography",
            features: "clear diagrams|surprising archives|interviews with researchers|a full index|letters never printed before",
            uses: "curious=restless minds|student=seminars|gift=those who have everything",
            goesWith: "books/reading_gear"),
        new("childrens_books", 13, "Picture Book|Story Collection|First Reader",
            features: "thick pages|rhymes to read aloud|flaps to lift|watercolour pictures|large type",
            uses: "kids=bedtime|beginner=first words|gift=godchildren",
            goesWith: "toys/plush",
            pieces: 2),
        new("reading_gear", 12, "Book Light|Bookmark Set|Book Stand",
            features: "a clip|a flexible neck|three brightness levels|a folding rest",
            uses: "reading=late chapters|gift=bookworms",
            materials: "steel|bamboo|leather"),
    ]);
}
