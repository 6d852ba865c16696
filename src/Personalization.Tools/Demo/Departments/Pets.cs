namespace Personalization.Tools.Demo.Departments;

/// <summary>For dogs, cats and those they keep.</summary>
internal static class Pets
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("pets", Margin: 0.36, Appeal: 1.0,
    [
        new("dog_food", 38, "Dog Food|Puppy Food|Dog Treats",
            features: "fresh salmon|no grain|glucosamine|a crunchy kibble|sweet potato|a single protein",
            uses: "sensitive=tender stomachs|puppy=growing dogs|senior=old friends",
            models: "2|5|12",
            goesWith: "pets/dog_gear",
            pieces: 2),
        new("cat_food", 29, "Cat Food|Kitten Food|Cat Snacks",
            features: "tender chunks|tuna in jelly|added taurine|a hairball formula|small kibble",
            uses: "sensitive=picky eaters|kitten=growing cats|senior=quiet cats",
            models: "1|3|8",
            goesWith: "pets/cat_toys",
            pieces: 3),
        new("dog_gear", 33, "Dog Leash|Dog Harness|Dog Bed|Dog Coat",
            features: "a padded handle|reflective seams|an orthopaedic core|a washable cover|a quick buckle",
            uses: "outdoor=long hikes|winter=cold walks|puppy=small beginners",
            materials: "nylon|leather|memory foam|fleece",
            models: "S|M|L",
            goesWith: "pets/dog_food|pets/dog_toys"),
        new("dog_toys", 14, "Chew Toy|Throwing Disc|Snuffle Mat",
            features: "natural rubber|a treat chamber|a floating core|a rope handle",
            uses: "puppy=new teeth|outdoor=the park|clever=bored noses",
            materials: "natural rubber|cotton|fleece",
            goesWith: "pets/dog_food",
            pieces: 2),
        new("cat_toys", 16, "Cat Wand|Scratching Post|Cat Tunnel|Cat Ball",
            features: "real feathers|sisal windings|a crinkling lining|a catnip core|a wall mount",
            uses: "kitten=wild minutes|clever=lonely afternoons|minimalist=tidy flats",
            materials: "sisal|plush|felt",
            goesWith: "pets/cat_food",
            pieces: 2),
        new("aquariums", 120, "Aquarium|Aquarium Filter|Aquarium Light",
            features: "a silent pump|a curved front|a day-and-night cycle|three filter stages",
            uses: "beginner=the first fish|plants=underwater gardens|compact=a desk",
            materials: "glass|acrylic",
            models: "30|60|120"),
    ]);
}
