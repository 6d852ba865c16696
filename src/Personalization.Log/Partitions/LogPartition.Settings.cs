using Personalization.Log.Events;
using Personalization.Engine.Profiles;

namespace Personalization.Log.Partitions;

public sealed partial class LogPartition
{
    // With which settings each event is applied, in the order of their positions; the last hold for all that is new.
    private readonly List<StateSettings> _settings = [];
    private StateContext[] _contexts = [];

    /// <summary>The settings that shape states, in the order in which they came to hold.</summary>
    public IReadOnlyList<StateSettings> Settings => _settings;

    // What is stored holds for what is in the log already; what this node has been given holds from here on.
    private async Task ReadSettings(long next)
    {
        var appender = new LogAppender(_context.Log, LogNames.Settings(_number), _time);
        await foreach (var entry in _context.Log.Read(LogNames.Settings(_number), 0))
        {
            _settings.Add(StateSettings.Read(entry.Data.Span));
            appender.NextPosition = entry.Position + 1;
        }
        var given = StateSettings.Of(_node.Options, _settings.Count == 0 ? 0 : next);
        if (_settings.Count == 0 || (!_context.IsReadOnly && _settings[^1].Differences(given).Count > 0))
        {
            if (!_context.IsReadOnly)
            {
                var row = new LogRowWriter(int.MaxValue);
                row.Start(appender.NextPosition);
                row.TryAdd(LogEntryKind.Settings, 0, given.ToJson());
                try
                {
                    await appender.Append(row);
                }
                catch (LogUnavailableException fault)
                {
                    // Without them the log would not say how what follows is applied.
                    throw new IOException($"The settings of the log '{_name}' could not be written: {fault.Message}", fault);
                }
            }
            _settings.Add(given);
        }
        _contexts = [.. _settings.Select(settings => _node.Context with { Options = settings.Profiles })];
    }

    private StateSettings SettingsAt(long position) => _settings[IndexAt(position)];

    private StateContext ContextAt(long position) => _contexts[IndexAt(position)];

    // Nearly always the last.
    private int IndexAt(long position)
    {
        var index = _settings.Count - 1;
        while (index > 0 && _settings[index].From > position)
        {
            index--;
        }
        return index;
    }
}
