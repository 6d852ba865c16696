using Microsoft.Extensions.Logging;
using Personalization.Log.Events;
using Personalization.Log.Sessions;
using Personalization.Log.Snapshots;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Sessions;

namespace Personalization.Log.Partitions;

public sealed partial class LogPartition
{
    private const int EndsPerBatch = 1000;

    // Visits that go on, with the time of their newest event in seconds since 1970. Of the writer; others hold its lock.
    private readonly Dictionary<string, uint> _visits = new(StringComparer.Ordinal);
    private bool _visitsChanged;

    /// <summary>Visits that have not been summed up yet.</summary>
    public int OpenVisits
    {
        get
        {
            lock (_applying)
            {
                return _visits.Count;
            }
        }
    }

    /// <summary>Publishes the summaries of the visits that have timed out by now.</summary>
    public async Task EndVisits()
    {
        if (_context.Publish is not { } publish)
        {
            return;
        }
        var now = _node.Time.GetUtcNow();
        foreach (var visits in TimedOut(EventTime.Seconds(now)).Chunk(EndsPerBatch))
        {
            var ended = new List<Event>(visits.Length);
            foreach (var (session, _) in visits)
            {
                var summary = await Session(
                    session, (session, _node.Context, now), static (state, arg) => SessionEnd.Of(arg.session, state, arg.Context, arg.now));
                if (summary is not null)
                {
                    ended.Add(summary);
                }
            }
            try
            {
                await publish(ended);
            }
            catch (LogUnavailableException fault)
            {
                LogNotEnded(fault, _name);
                return;
            }
            lock (_applying)
            {
                foreach (var (session, newest) in visits)
                {
                    // What came meanwhile may have begun the next visit, even one that has timed out as well.
                    if (_visits.TryGetValue(session, out var latest) && latest == newest)
                    {
                        _visitsChanged |= _visits.Remove(session);
                    }
                }
            }
        }
    }

    private static bool HasTimedOut(uint newest, uint now) => now > (ulong)newest + SessionTracker.TimeoutSeconds;

    private List<(string Session, uint Newest)> TimedOut(uint now)
    {
        lock (_applying)
        {
            return [.. _visits.Where(visit => HasTimedOut(visit.Value, now)).Select(static visit => (visit.Key, visit.Value))];
        }
    }

    private void Note(string session, Event e)
    {
        if (e.EventType == EventTypes.SessionEnd)
        {
            return;
        }
        ref var newest = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_visits, session, out _);
        newest = Math.Max(newest, EventTime.Seconds(e.Timestamp!.Value));
        _visitsChanged = true;
    }

    private byte[]? TakeVisits()
    {
        if (!_visitsChanged)
        {
            return null;
        }
        _visitsChanged = false;
        var writer = new ByteWriter(_visits.Count * 24);
        writer.Byte(1);
        writer.Varint((ulong)_visits.Count);
        foreach (var (session, newest) in _visits)
        {
            writer.Text(session);
            writer.UInt32(newest);
        }
        return writer.ToArray();
    }

    private void ReadVisits(SnapshotRow? saved)
    {
        if (saved is not { } row)
        {
            return;
        }
        var reader = new ByteReader(row.State.Span);
        if (reader.Byte() is var version and not 1)
        {
            throw new FormatException(
                $"The open visits of the log '{_name}' are written in version {version}; this engine reads version 1.");
        }
        for (var left = reader.Count(); left > 0; left--)
        {
            _visits[reader.Text()] = reader.UInt32();
        }
    }

    [LoggerMessage(
        2302, LogLevel.Warning, "The summaries of visits of the log '{Log}' could not be published; tried again at the next interval")]
    private partial void LogNotEnded(Exception fault, string log);
}
