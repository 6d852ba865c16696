using System.Globalization;
using Personalization.Log.Events;

namespace Personalization.Tools.Import;

/// <summary>
/// Brings a source into a target, batch by batch. After each batch a checkpoint is written, so that a run that was interrupted is continued
/// by the next; a batch that was handed over twice is harmless, for events keep their ids and items replace themselves. Records that fail
/// go into a file and never stop the run. One run at a time.
/// </summary>
internal sealed class ImportRun(
    IImportSource source, IImportTarget target, ImportOptions options, TimeProvider time, ImportProgress? progress = null)
{
    private ImportBatch _batch = new();
    private long _done;
    private long _failed;
    private long _items;
    private long _events;
    private long _duplicates;

    /// <summary>Where the state of an interrupted import is kept; the file goes when the import is complete.</summary>
    public string CheckpointPath { get; } = Path.Combine(options.Folder, $"import-{options.Name}.checkpoint");

    /// <summary>Where the records that failed are kept.</summary>
    public string ErrorPath { get; } = Path.Combine(options.Folder, $"import-{options.Name}.errors.jsonl");

    /// <summary>Runs until the source is read, the target fails for good, or the user interrupts. None of the three throws.</summary>
    public async Task<ImportSummary> Run(CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(options.Folder);
        var begun = time.GetTimestamp();
        var earlier = Earlier();
        _done = _items = _events = _duplicates = 0;
        _failed = earlier?.Failed ?? 0;
        _batch = new ImportBatch();
        var skip = earlier?.Records ?? 0;
        var interrupted = false;
        string? stopped = null;
        progress?.Begin(options.Name, skip);
        using (var errors = new ImportErrorFile(ErrorPath, earlier?.ErrorsBytes ?? 0))
        {
            var saved = (Records: skip, Failed: _failed);
            try
            {
                foreach (var record in source.Read())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (_done++ < skip)
                    {
                        if (_done == skip)
                        {
                            progress?.Continue(source.Fraction);
                        }
                        continue;
                    }
                    Take(record);
                    if ((_done - skip) % options.BatchSize == 0)
                    {
                        await HandOver(errors, cancellationToken);
                        saved = (_done, _failed);
                    }
                    progress?.Report(_done, _failed, source.Fraction);
                }
                await HandOver(errors, cancellationToken);
                saved = (_done, _failed);
                File.Delete(CheckpointPath);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                interrupted = true;
            }
            catch (Exception fault) when (fault is TargetBusyException or LogUnavailableException or HttpRequestException or IOException
                or InvalidDataException)
            {
                stopped = fault.Message;
            }
            (_done, _failed) = saved;
        }
        var summary = new ImportSummary
        {
            Records = _done,
            Failed = _failed,
            Items = _items,
            Events = _events,
            Duplicates = _duplicates,
            Skipped = skip,
            Took = time.GetElapsedTime(begun),
            Interrupted = interrupted,
            Stopped = stopped,
        };
        progress?.End(summary, ErrorPath);
        return summary;
    }

    private ImportCheckpoint? Earlier() =>
        !options.Restart
            && ImportCheckpoint.Load(CheckpointPath) is { } found
            && found.Fingerprint == source.Fingerprint
            && found.Target == target.Name
            ? found
            : null;

    private void Take(in ImportRecord record)
    {
        if (record.Item is { } item)
        {
            if (options.ValidateItem(item) is { } fault)
            {
                _batch.Fail(item, record.Line, null, fault);
                return;
            }
            _batch.Add(item, record.Line);
        }
        else if (record.Event is { } read)
        {
            var whole = read.EventId is not null && read.Timestamp is not null
                ? read
                : read with { EventId = read.EventId ?? MadeUpId(), Timestamp = read.Timestamp ?? Now() };
            if (options.ValidateEvent(whole) is { } fault)
            {
                _batch.Fail(whole, record.Line, null, fault);
                return;
            }
            _batch.Add(whole, record.Line);
        }
        else if (record.Fault is { } fault)
        {
            _batch.Add(fault);
        }
    }

    private async ValueTask HandOver(ImportErrorFile errors, CancellationToken cancellationToken)
    {
        var batch = _batch;
        if (batch.Items.Count > 0)
        {
            var reply = await Try(() => target.Append(batch.Items, cancellationToken), cancellationToken);
            foreach (var rejection in reply.Rejections)
            {
                batch.FailItem(rejection);
            }
            _items += batch.Items.Count - reply.Rejections.Count;
        }
        if (batch.Events.Count > 0)
        {
            var reply = await Try(() => target.Publish(batch.Events, cancellationToken), cancellationToken);
            foreach (var rejection in reply.Rejections)
            {
                batch.FailEvent(rejection);
            }
            _events += batch.Events.Count - reply.Rejections.Count;
            _duplicates += reply.Duplicates;
        }
        foreach (var fault in batch.Faults)
        {
            errors.Add(fault);
        }
        errors.Flush();
        _failed += batch.Faults.Count;
        _batch = new ImportBatch();
        new ImportCheckpoint(source.Fingerprint, target.Name, _done, _failed, errors.Bytes, time.GetUtcNow()).Save(CheckpointPath);
    }

    private async ValueTask<ImportReply> Try(Func<ValueTask<ImportReply>> handOver, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        for (var pause = options.FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, options.LongestPause.Ticks)))
        {
            try
            {
                return await handOver();
            }
            catch (TargetBusyException busy) when (time.GetElapsedTime(begun) < options.Patience)
            {
                await Task.Delay(busy.After ?? pause, time, cancellationToken);
            }
        }
    }

    private string MadeUpId() => string.Create(CultureInfo.InvariantCulture, $"{options.Name}-{source.Fingerprint[..8]}-{_done}");

    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
