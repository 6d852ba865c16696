using System.Security.Cryptography;
using Personalization.Log.Partitions;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Binary;

namespace Personalization.Log.Ranking;

/// <summary>Keeps the decisions of one start of one node of a cluster in a log of its own. One call at a time.</summary>
public sealed class DecisionWriter
{
    private readonly LogAppender _appender;
    private readonly LogRowWriter _row = new(int.MaxValue);
    private readonly ByteWriter _writer = new(1024);

    /// <summary>Prepares a log under a name of its own; it exists from the first decision on.</summary>
    public DecisionWriter(ILogStore store, TimeProvider time)
    {
        var start = time.GetUtcNow().ToString("yyyyMMdd'-'HHmmss", System.Globalization.CultureInfo.InvariantCulture);
        _appender = new LogAppender(
            store, $"{LogNames.Decisions}{start}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}", TimeProvider.System);
    }

    /// <summary>Appends decisions and makes them durable.</summary>
    /// <exception cref="Events.LogUnavailableException">They are not kept.</exception>
    public ValueTask Append(IReadOnlyList<Decision> decisions)
    {
        _row.Start(_appender.NextPosition);
        for (var i = 0; i < decisions.Count; i++)
        {
            _writer.Clear();
            DecisionCodec.Write(_writer, decisions[i]);
            _row.TryAdd(0, 0, _writer.Written);
        }
        return _appender.Append(_row);
    }
}
