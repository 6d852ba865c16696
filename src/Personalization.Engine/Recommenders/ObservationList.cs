namespace Personalization.Engine.Recommenders;

/// <summary>
/// Observations as they are handed over within a process: by numbers of its vocabulary, without being encoded. Filled by one thread, then
/// read by any.
/// </summary>
/// <param name="vocabulary">Names and numbers.</param>
public sealed class ObservationList(Vocabulary vocabulary)
{
    private Entry[] _entries = new Entry[16];
    private int[] _companions = new int[64];
    private int _companionCount;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Roughly what they take in memory, in bytes.</summary>
    public long SizeBytes => ((long)_entries.Length * 40) + ((long)_companions.Length * sizeof(int));

    /// <summary>The observation at a place, valid as long as the list.</summary>
    public ItemObservation this[int index]
    {
        get
        {
            ref readonly var entry = ref _entries[index];
            var inVisit = _companions.AsSpan(entry.Start, entry.InVisit);
            var inBasket = _companions.AsSpan(entry.Start + entry.InVisit, entry.InBasket);
            return new ItemObservation(
                entry.Position, entry.Item, vocabulary.Kinds[entry.Kind], entry.Time, entry.Value,
                new Companions(entry.IsNewInVisit, inVisit), new Companions(entry.IsNewInBasket, inBasket));
        }
    }

    /// <summary>Adds an observation, whose companions are copied.</summary>
    public void Add(in ItemObservation observation)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }
        _entries[Count++] = new Entry
        {
            Position = observation.Position,
            Value = observation.Value,
            Item = observation.Item,
            Time = observation.Time,
            Start = _companionCount,
            InVisit = (ushort)observation.InVisit.Earlier.Length,
            InBasket = (ushort)observation.InBasket.Earlier.Length,
            Kind = observation.Kind.Code,
            IsNewInVisit = observation.InVisit.IsNew,
            IsNewInBasket = observation.InBasket.IsNew,
        };
        Copy(observation.InVisit.Earlier);
        Copy(observation.InBasket.Earlier);
    }

    /// <summary>Writes all of them for other processes.</summary>
    public byte[] Encode()
    {
        var writer = new ObservationWriter(vocabulary);
        for (var i = 0; i < Count; i++)
        {
            writer.Add(this[i]);
        }
        return writer.Take();
    }

    private void Copy(ReadOnlySpan<int> companions)
    {
        if (_companionCount + companions.Length > _companions.Length)
        {
            Array.Resize(ref _companions, Math.Max(_companions.Length * 2, _companionCount + companions.Length));
        }
        companions.CopyTo(_companions.AsSpan(_companionCount));
        _companionCount += companions.Length;
    }

    private struct Entry
    {
        public long Position;
        public double Value;
        public int Item;
        public uint Time;
        public int Start;
        public ushort InVisit;
        public ushort InBasket;
        public byte Kind;
        public bool IsNewInVisit;
        public bool IsNewInBasket;
    }
}
