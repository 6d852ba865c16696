using Personalization.Contracts.Events;
using Personalization.Engine;
using Personalization.Engine.Binary;
using Personalization.Engine.Recommenders;
using Personalization.Engine.Learning;

namespace Personalization.Log.Partitions;

/// <summary>
/// What one partition observes about items, experiments and bandits, for all nodes to follow. It is recomputed from the log after a change
/// of the writer, from state that were saved; so state are only saved as of a position that everything learnt and saved has passed. Not
/// thread-safe.
/// </summary>
internal sealed class PartitionFeed(int partition, Vocabulary vocabulary, SignalOptions options, BanditOptions bandits)
{
    private const long MostBytes = 256L << 20;
    // Names are written out, up to some twenty for each: so many stay within a message.
    private const int MostPerPiece = 512;

    private readonly ItemObserver _items = new(vocabulary, options);
    private readonly OutcomeAttribution _attribution = new(bandits);
    private readonly LearningWriter _trialWriter = new();
    private readonly Queue<Piece> _pieces = new();
    private ObservationList _open = new(vocabulary);
    private (long Position, byte[] State)? _copy;
    private long _bytes;
    private long _learnt;
    private long _copiedAt;
    private long _published;

    /// <summary>Followers that are behind this position must start over.</summary>
    public long FirstPosition { get; private set; }

    /// <summary>The position after the last event observed.</summary>
    public long NextPosition { get; private set; }

    /// <summary>Starts from saved state.</summary>
    public void Load(long position, ReadOnlySpan<byte> state)
    {
        var reader = new ByteReader(state);
        _items.Read(ref reader);
        if (!reader.AtEnd)
        {
            _attribution.Read(ref reader);
        }
        (FirstPosition, NextPosition, _learnt, _copiedAt, _published) = (position, position, position, position, position);
    }

    /// <summary>Goes on with other options.</summary>
    public void Use(StateSettings settings)
    {
        _items.Use(settings.Signals);
        _attribution.Use(settings.Bandits);
    }

    /// <summary>Observes the next event.</summary>
    public void Observe(in LoggedEvent logged)
    {
        NextPosition = logged.Position + 1;
        if (_items.Observe(logged, out var observation))
        {
            _open.Add(observation);
        }
        _attribution.Observe(logged, _trialWriter);
        if (_open.Count + _trialWriter.Count >= MostPerPiece)
        {
            Seal();
        }
    }

    /// <summary>The position after the last event whose observations are available.</summary>
    public long Published => _published;

    /// <summary>Makes what was observed since the last time available.</summary>
    /// <returns>Whether followers can go on.</returns>
    public bool Publish()
    {
        var isMore = NextPosition > _published;
        _published = NextPosition;
        return isMore;
    }

    /// <summary>
    /// What was observed from a position on, as much as one message holds; <see langword="null"/> when that is not kept any more.
    /// </summary>
    /// <param name="from">The position.</param>
    /// <param name="isHere">Whether the follower is in this process, so that nothing need be encoded.</param>
    public PartitionUpdates? Read(long from, bool isHere = false)
    {
        if (from < FirstPosition)
        {
            return null;
        }
        Seal();
        var (lists, items, outcomes) = (new List<ObservationList>(), new List<ReadOnlyMemory<byte>>(), new List<ReadOnlyMemory<byte>>());
        long bytes = 0;
        foreach (var piece in _pieces)
        {
            if (piece.End <= from)
            {
                continue;
            }
            if (isHere)
            {
                lists.Add(piece.Items);
                bytes += piece.Items.SizeBytes;
            }
            else if (piece.Items.Count > 0)
            {
                items.Add(piece.Encoded());
                bytes += items[^1].Length;
            }
            if (piece.Outcomes.Length > 0)
            {
                outcomes.Add(piece.Outcomes);
                bytes += piece.Outcomes.Length;
            }
            if (bytes >= PartitionUpdates.MostBytes)
            {
                return new PartitionUpdates(partition, piece.End, items) { Outcomes = outcomes, Lists = lists };
            }
        }
        return new PartitionUpdates(partition, _published, items) { Outcomes = outcomes, Lists = lists };
    }

    /// <summary>Copies the state, unless an earlier copy still waits to be saved.</summary>
    public void Copy()
    {
        if (_copy is not null || NextPosition == _copiedAt)
        {
            return;
        }
        var writer = new ByteWriter(4096);
        Write(writer);
        _copy = (NextPosition, writer.ToArray());
        _copiedAt = NextPosition;
    }

    /// <summary>
    /// Notes up to which position everything is learnt and saved. What was before the last such note is kept no longer: so a follower may
    /// be as far behind as one saving is from the next, also when the next writer starts from the state.
    /// </summary>
    /// <returns>State that may be saved now, with their position.</returns>
    public (long Position, byte[] State)? Learnt(long position)
    {
        Seal();
        var before = _learnt;
        _learnt = Math.Max(_learnt, position);
        while (_pieces.TryPeek(out var piece) && piece.End <= before)
        {
            Drop();
        }
        if (_copy is not { } copy || copy.Position > before)
        {
            return null;
        }
        _copy = null;
        return copy;
    }

    /// <summary>Writes the state.</summary>
    public void Write(ByteWriter writer)
    {
        _items.Write(writer);
        _attribution.Write(writer);
    }

    // One piece for all that came since somebody asked, however many groups it came in.
    private void Seal()
    {
        _published = NextPosition;
        if (_open.Count + _trialWriter.Count == 0)
        {
            return;
        }
        var piece = new Piece(NextPosition, _open, _trialWriter.Take());
        _pieces.Enqueue(piece);
        _bytes += piece.SizeBytes;
        _open = new ObservationList(vocabulary);
        while (_bytes > MostBytes)
        {
            Drop();
        }
    }

    private void Drop()
    {
        var piece = _pieces.Dequeue();
        _bytes -= piece.SizeBytes;
        FirstPosition = piece.End;
    }

    private sealed class Piece(long end, ObservationList items, byte[] outcomes)
    {
        private byte[]? _encoded;

        public long End => end;

        public ObservationList Items => items;

        public byte[] Outcomes => outcomes;

        public long SizeBytes { get; } = items.SizeBytes + outcomes.Length;

        public byte[] Encoded() => _encoded ??= items.Encode();
    }
}
