namespace Personalization.Tools.Demo.Departments;

/// <summary>Instruments and listening.</summary>
internal static class Music
{
    /// <summary>The department.</summary>
    public static Department Department { get; } = new("music", Margin: 0.29, Appeal: 0.7,
    [
        new("guitars", 390, "Guitar|Electric Guitar|Bass|Ukulele",
            features: "a solid top|a slim neck|two humbuckers|a built-in tuner|a cutaway body|rosewood frets",
            uses: "beginner=first chords|stage=loud rooms|studio=clean recordings",
            materials: "spruce|mahogany|maple",
            models: "100|200|300",
            goesWith: "music/music_gear|music/amplifiers"),
        new("keyboards", 480, "Digital Piano|Synthesizer|MIDI Keyboard",
            features: "weighted keys|a sequencer|analogue filters|USB audio|a headphone output|hundreds of sounds",
            uses: "beginner=first lessons|studio=productions|stage=live sets",
            models: "25|49|61|88",
            goesWith: "music/music_gear|electronics/headphones"),
        new("amplifiers", 260, "Amplifier|Audio Interface|Loudspeaker",
            features: "a tube stage|a reverb|two preamps|a bluetooth input|a wooden cabinet",
            uses: "studio=recording at home|stage=rehearsal rooms|compact=flats with neighbours",
            materials: "birch|steel",
            models: "10|20|40",
            goesWith: "music/music_gear"),
        new("turntables", 310, "Turntable|Record Player",
            features: "a belt drive|a carbon tonearm|a phono stage|an acrylic platter|an automatic stop",
            uses: "vintage=records and rituals|studio=samples|minimalist=quiet living rooms",
            materials: "walnut|acrylic|aluminium",
            models: "1|2|3",
            goesWith: "music/records|music/amplifiers"),
        new("records", 27, "Vinyl Record|Box Set|Live Album",
            features: "heavy vinyl|a gatefold sleeve|a remastered cut|liner notes|unreleased takes",
            uses: "jazz=late nights|rock=loud afternoons|classical=slow Sundays|collectors=the complete shelf",
            goesWith: "music/turntables",
            pieces: 2),
        new("music_gear", 18, "Strings|Capo|Music Stand|Instrument Cable",
            features: "a bright tone|a spring clamp|a folding frame|gold-plated plugs|coated windings",
            uses: "beginner=the first year|stage=quick changes",
            materials: "nickel|steel|nylon",
            pieces: 2),
    ]);
}
