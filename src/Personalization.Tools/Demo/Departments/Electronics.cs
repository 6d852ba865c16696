namespace Personalization.Tools.Demo.Departments;

/// <summary>Laptops, phones and what goes with them.</summary>
internal static class Electronics
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("electronics", Margin: 0.16, Appeal: 1.6,
    [
        new("laptops", 950, "Laptop|Notebook|Ultrabook",
            features: "a backlit keyboard|a fingerprint reader|a matte display|16 GB of memory|a fast solid-state drive|"
                + "twelve hours of battery life|a full-size HDMI port|a quiet fan|a sharp webcam",
            uses: "gaming=evening games at high frame rates|business=meetings and long flights|"
                + "student=lectures and libraries|creative=photo and video editing",
            materials: "aluminium|magnesium|recycled plastic",
            models: "13|14|15|16",
            goesWith: "electronics/laptop_bags|electronics/mice|electronics/headphones"),
        new("smartphones", 620, "Smartphone|Phone",
            features: "a bright OLED screen|a triple camera|two SIM slots|wireless charging|a two-day battery|night photography|"
                + "water resistance|five years of updates",
            uses: "photography=pictures in any light|business=two numbers and long days|budget=everyday calls and messages|"
                + "compact=one-handed use",
            materials: "glass|aluminium|ceramic",
            models: "5|6|7|8|9",
            goesWith: "electronics/phone_cases|electronics/headphones|electronics/chargers"),
        new("tablets", 430, "Tablet|Drawing Tablet|E-Reader",
            features: "a stylus|a high-resolution screen|four speakers|a detachable keyboard|a paper-like display|a kids mode|"
                + "an all-day battery",
            uses: "creative=sketching and notes|kids=learning games|reading=long evenings with a book|"
                + "travel=films on the way",
            materials: "aluminium|recycled plastic",
            models: "8|10|11|12",
            goesWith: "electronics/chargers|electronics/phone_cases"),
        new("headphones", 140, "Headphones|Earbuds|Headset",
            features: "active noise cancelling|soft ear cushions|a foldable frame|a detachable microphone|deep bass|"
                + "thirty hours of playback|a charging case|low-latency sound",
            uses: "travel=quiet flights and trains|sport=running and the gym|gaming=voice chat and directional sound|"
                + "studio=mixing and monitoring",
            materials: "memory foam|aluminium|vegan leather",
            models: "2|3|4|500|700",
            goesWith: "electronics/chargers"),
        new("mice", 45, "Mouse|Keyboard|Trackball",
            features: "a precise optical sensor|silent switches|programmable buttons|a rechargeable battery|a sculpted grip|"
                + "hot-swappable keys|a wireless receiver",
            uses: "gaming=fast aim|business=tidy desks|ergonomic=relaxed wrists",
            materials: "recycled plastic|aluminium",
            goesWith: "electronics/laptop_bags"),
        new("laptop_bags", 60, "Laptop Backpack|Laptop Sleeve|Laptop Briefcase|Messenger Bag",
            features: "a padded laptop compartment|a luggage strap|hidden pockets|a rain cover|a bottle holder|lockable zips",
            uses: "business=the way to the office|travel=cabin luggage|student=books and a lunch box",
            materials: "canvas|nylon|leather|felt",
            models: "13|15|17"),
        new("phone_cases", 22, "Phone Case|Phone Wallet|Screen Protector",
            features: "raised edges|a magnetic ring|a card slot|a shock-absorbing frame|a clear back|a matte finish",
            uses: "protective=drops and scratches|minimalist=a slim pocket|colourful=a bright touch",
            materials: "silicone|leather|bioplastic|tempered glass",
            goesWith: "electronics/chargers",
            pieces: 2),
        new("chargers", 32, "Charger|Power Bank|Charging Cable",
            features: "three ports|fast charging|a braided cable|a folding plug|a battery indicator|overheat protection",
            uses: "travel=sockets around the world|compact=a small pocket|home_office=a tidy desk",
            materials: "recycled plastic|nylon",
            models: "20|45|65|100",
            pieces: 2),
        new("cameras", 780, "Camera|Action Camera|Instant Camera",
            features: "a fast autofocus|a stabilised sensor|a tilting screen|a weather-sealed body|4K video|a large viewfinder|"
                + "interchangeable lenses",
            uses: "photography=portraits and street scenes|travel=landscapes|sport=waves and trails|"
                + "vintage=prints in your hand",
            materials: "magnesium|aluminium",
            models: "II|III|IV|X",
            goesWith: "electronics/laptop_bags"),
    ]);
}
