using Personalization.Contracts.Events;
using Personalization.Engine;
using Personalization.Engine.Binary;
using Personalization.Engine.Recommenders;
using Personalization.Engine.Trials;

namespace Personalization.Actors.Logs;

/// <summary>
/// What one partition observes about items, experiments and bandits, for all nodes to follow. It is recomputed from the log after a change of the writer, from trails that were saved; so trails are
/// only saved as of a position that everything learnt and saved has passed. Not thread-safe.
/// </summary>
internal sealed class PartitionFeed(int partition, Vocabulary vocabulary, SignalOptions options, TrialOptions trials)
{
    private const long MostBytes = 256L << 20;
    private const int MostPerPiece = 4096;

    private readonly ItemTrails _trails = new(vocabulary, options);
    private readonly TrialTrails _trialTrails = new(trials);
    private readonly ObservationWriter _writer = new(vocabulary);
    private readonly TrialWriter _trialWriter = new();
    private readonly Queue<(long End, byte[] Items, byte[] Trials)> _pieces = new();
    private (long Position, byte[] Trails)? _copy;
    private long _bytes;
    private long _learnt;
    private long _copiedAt;
    private long _published;

    /// <summary>Followers that are behind this position must start over.</summary>
    public long FirstPosition { get; private set; }

    /// <summary>The position after the last event observed.</summary>
    public long NextPosition { get; private set; }

    /// <summary>Starts from saved trails.</summary>
    public void Load(long position, ReadOnlySpan<byte> trails)
    {
        var reader = new ByteReader(trails);
        _trails.Read(ref reader);
        if (!reader.AtEnd)
        {
            _trialTrails.Read(ref reader);
        }
        (FirstPosition, NextPosition, _learnt, _copiedAt, _published) = (position, position, position, position, position);
    }

    /// <summary>Goes on with other options.</summary>
    public void Use(StateSettings settings)
    {
        _trails.Use(settings.Signals);
        _trialTrails.Use(settings.Trials);
    }

    /// <summary>Observes the next event.</summary>
    public void Observe(in LoggedEvent logged)
    {
        NextPosition = logged.Position + 1;
        if (_trails.Observe(logged, out var observation))
        {
            _writer.Add(observation);
        }
        _trialTrails.Observe(logged, _trialWriter);
        if (_writer.Count + _trialWriter.Count >= MostPerPiece)
        {
            Publish();
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
        if (_writer.Count + _trialWriter.Count == 0)
        {
            return isMore;
        }
        var (items, trials) = (_writer.Take(), _trialWriter.Take());
        _pieces.Enqueue((NextPosition, items, trials));
        _bytes += items.Length + trials.Length;
        while (_bytes > MostBytes)
        {
            Drop();
        }
        return isMore;
    }

    /// <summary>What was observed from a position on, as much as one message holds; <see langword="null"/> when that is not kept any more.</summary>
    public PartitionUpdates? Read(long from)
    {
        if (from < FirstPosition)
        {
            return null;
        }
        var (pieces, trialPieces) = (new List<ReadOnlyMemory<byte>>(), new List<ReadOnlyMemory<byte>>());
        long bytes = 0;
        foreach (var (end, items, trials) in _pieces)
        {
            if (end <= from)
            {
                continue;
            }
            if (items.Length > 0)
            {
                pieces.Add(items);
            }
            if (trials.Length > 0)
            {
                trialPieces.Add(trials);
            }
            bytes += items.Length + trials.Length;
            if (bytes >= PartitionUpdates.MostBytes)
            {
                return new PartitionUpdates(partition, end, pieces) { Trials = trialPieces };
            }
        }
        return new PartitionUpdates(partition, _published, pieces) { Trials = trialPieces };
    }

    /// <summary>Copies the trails, unless an earlier copy still waits to be saved.</summary>
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
    /// Notes up to which position everything is learnt and saved. What was before the last such note is kept no longer: so a follower may be as far behind as one saving is
    /// from the next, also when the next writer starts from the trails.
    /// </summary>
    /// <returns>Trails that may be saved now, with their position.</returns>
    public (long Position, byte[] Trails)? Learnt(long position)
    {
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

    /// <summary>Writes the trails.</summary>
    public void Write(ByteWriter writer)
    {
        _trails.Write(writer);
        _trialTrails.Write(writer);
    }

    private void Drop()
    {
        var (end, items, trials) = _pieces.Dequeue();
        _bytes -= items.Length + trials.Length;
        FirstPosition = end;
    }
}
