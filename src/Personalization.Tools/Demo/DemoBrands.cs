namespace Personalization.Tools.Demo;

/// <summary>The invented makers of the demo shop.</summary>
internal static class DemoBrands
{
    private static readonly string[] s_names =
        ("Norrvik|Aldera|Quellmark|Bristow|Fenwald|Tamsin|Orlo|Kestrel & Co|Vantor|Lumora|Hexa|Brightwell|Solenne|Marrow|Tidewater|Ostra|"
        + "Pinecrest|Calder|Yonder|Mirabel|Stellan|Grove & Gray|Ketta|Halcyon|Arbor|Nimbus|Zephyrine|Oakhurst|Belmor|Cinder|Dovetail|"
        + "Elmira|Fjordal|Galton|Havelock|Ivory Lane|Juniper Row|Kinloch|Larkspur|Montrose|Nettle|Ondine|Pavona|Quarry|Rookwood|Sable|"
        + "Thistle|Umbra|Velden|Wexley|Xandro|Yarrow|Zenna|Ashgrove|Boreal|Corvane|Driftline|Ember & Oak|Foxglove|Greystone|Hollis|Isola|"
        + "Jasperine|Kalmar|Linden|Maelis|Northbeam|Opaline|Pellan|Quince|Ridgeway|Saffra|Tarn|Ulric|Verity|Willowby|Astrelle|Birchline|"
        + "Copperfield|Dunmore|Eastwick|Fable|Gaia Works|Harrow|Indra|Jolie|Kettlewick|Lyra|Meridian|Nova Terra|Orchid Hill|Pembrook|Quill|"
        + "Rivet|Silvan|Trellis|Upland|Vesper|Windrose|Yule & Sons|Zinnia|Amberly|Basalt|Clover|Delphine|Everlea|Fairmont|Gannet|Hearth|"
        + "Inkwell|Jade Court|Kite|Loam|Moorland|Nocturne|Oriel|Perch|Roselle|Summit & Sea|Tansy").Split('|');

    private static readonly string[] s_series =
        ("Aurora|Comet|Tundra|Harbor|Willow|Cobalt|Echo|Maple|Lumen|Drift|Sierra|Pearl|Onyx|Breeze|Falcon|Meadow|Canyon|Velvet|Atlas|Iris|"
        + "Orbit|Cedar|Nordic|Pulse|Haven|Quartz|Raven|Saffron|Terra|Vega|Wren|Zen|Alto|Bloom|Cascade|Dune|Ember|Flint|Glacier|Horizon|"
        + "Indigo|Jasmine|Kite|Lagoon|Mistral|Nectar|Opal|Prairie|Ripple|Solstice|Thicket|Umber|Vista|Whisper|Yarrow|Zephyr|Bramble|Coral|"
        + "Delta|Fern").Split('|');

    /// <summary>Makes the brands of a seed.</summary>
    /// <returns>Some 120 brands; each department has at least eight.</returns>
    public static IReadOnlyList<Brand> Create(ulong seed)
    {
        var random = new SeededRandom(seed, 0xB4A2D);
        var departments = Assortment.Departments.Count;
        var tiers = new WeightedChoice([0.25, 0.42, 0.23, 0.10]);
        var names = s_names.ToArray();
        random.Shuffle<string>(names);
        var brands = new Brand[names.Length];
        for (var i = 0; i < brands.Length; i++)
        {
            List<int> homes = [i % departments];
            if (random.Chance(0.45) && random.Next(departments) is var other && !homes.Contains(other))
            {
                homes.Add(other);
            }
            var series = s_series.ToArray();
            random.Shuffle<string>(series);
            brands[i] = new Brand(names[i], (PriceTier)tiers.Draw(ref random), homes, series[..8]);
        }
        return brands;
    }
}
