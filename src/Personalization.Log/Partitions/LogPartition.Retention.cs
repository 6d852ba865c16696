using Personalization.Log.Ranking;
using Personalization.Engine.Events;

namespace Personalization.Log.Partitions;

public sealed partial class LogPartition
{
    private static readonly TimeSpan s_betweenTruncations = TimeSpan.FromHours(1);

    private long _savedFeed;
    private long? _truncatedAt;

    /// <summary>
    /// Deletes events older than <see cref="LogOptions.Retention"/> that nobody needs any more: they are in saved states, what was observed
    /// of them is saved, and they are not among the latest, by which events that are sent again are recognised. The first partition does
    /// the same for decisions.
    /// </summary>
    /// <returns>How many entries went.</returns>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    public async Task<long> Truncate()
    {
        if (_options.Retention is not { } retention || retention <= TimeSpan.Zero || _context.IsReadOnly)
        {
            return 0;
        }
        var before = _node.Time.GetUtcNow() - retention;
        // What is deleted must not be needed again after a power cut.
        await _context.Snapshots.Flush();
        var most = Math.Min(
            Math.Min(CheckpointPosition, Volatile.Read(ref _savedFeed)), Math.Max(0, NextPosition - _options.DeduplicationWindow));
        var names = new NameCache();
        var deleted = await LogRetention.Truncate(
            _context.Log, _name, before, most, entry => EventCodec.Read(entry.Data.Span, names).Timestamp ?? DateTimeOffset.MaxValue);
        if (_number == 0)
        {
            foreach (var log in await _context.Log.Names(LogNames.Decisions))
            {
                deleted += await LogRetention.Truncate(
                    _context.Log, log, before, long.MaxValue, static entry => DecisionCodec.Read(entry.Data.Span).At);
            }
        }
        return deleted;
    }

    private async Task TruncateNowAndThen()
    {
        if (_truncatedAt is { } last && _time.GetElapsedTime(last) < s_betweenTruncations)
        {
            return;
        }
        _truncatedAt = _time.GetTimestamp();
        await Truncate();
    }
}
