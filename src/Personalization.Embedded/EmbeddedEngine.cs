using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Personalization.Actors;
using Personalization.Actors.Logs;
using Personalization.Actors.Profiles;
using Personalization.Actors.Sessions;
using Personalization.Actors.Trials;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;
using Personalization.Embedded.Hosting;
using Personalization.Embedded.Journaling;
using Personalization.Embedded.Ranking;
using Personalization.Embedded.Snapshots;
using Personalization.Embedded.Storage;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Trials;

namespace Personalization.Embedded;

/// <summary>
/// The whole engine in one process and one folder: actors, journal, snapshots, the node's replica. Opening it recovers everything that was
/// acknowledged before, however the process ended. Thread-safe.
/// </summary>
public sealed partial class EmbeddedEngine : IEngine
{
    private readonly EmbeddedOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<EmbeddedEngine> _logger;
    private readonly DataFolder _folder;
    private readonly SnapshotStore _store;
    private readonly DecisionJournal _decisions;
    private readonly ActorHost<UserActor> _users;
    private readonly ActorHost<SessionActor> _sessions;
    private readonly NodeLearning _learning;
    private readonly LogApplier _applier;
    private readonly ExperimentKeeper _keeper;
    private readonly EventIdHash _idHash;
    private readonly SemaphoreSlim _betweenGroups = new(1, 1);
    private readonly SemaphoreSlim _checkpointing = new(1, 1);
    private readonly ConcurrentBag<(JournalBatch Batch, ByteWriter Writer)> _batches = [];
    private readonly CancellationTokenSource _stopping = new();
    private long _conversions;
    private long _conversionMilli;
    private Journal _journal = null!;
    private Task _background = Task.CompletedTask;

    /// <inheritdoc/>
    public ActorNode Node { get; }

    /// <inheritdoc/>
    public string Place => $"data in {_folder.Path}";

    /// <inheritdoc/>
    public EngineStatus Status => new(
        _journal.NextPosition, _journal.Statistics().FileBytes, _users.Count, _sessions.Count, Node.Replica.Catalog.Count,
        _decisions.Dropped, Volatile.Read(ref _conversions), Volatile.Read(ref _conversionMilli) / 1000.0, _applier.Failures);

    /// <summary>Whether the log takes new entries; once it does not, only a restart helps.</summary>
    public bool IsWritable => !_journal.Completion.IsCompleted;

    /// <summary>Opens the engine in its folder and recovers its state.</summary>
    /// <exception cref="IOException">The folder belongs to another process, or its files cannot be read.</exception>
    public static async Task<EmbeddedEngine> Open(EmbeddedOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var engine = new EmbeddedEngine(options, DataFolder.Open(options.DataFolder), time, loggers);
        await engine.Recover();
        engine._background = Task.Run(engine.RunInBackground);
        engine.Node.Trials.Start(engine, 1, loggers.CreateLogger<TrialBuffer>());
        return engine;
    }

    /// <inheritdoc/>
    public IUser User(string userId) => new UserReference(_users, userId);

    /// <inheritdoc/>
    public ISession Session(string sessionId) => new SessionReference(_sessions, sessionId);

    /// <inheritdoc/>
    public async ValueTask<PublishResult> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken = default)
    {
        events = Node.Admission.Admit(events);
        var (batch, writer) = RentBatch();
        for (var i = 0; i < events.Count; i++)
        {
            writer.Clear();
            EventCodec.Write(writer, events[i]);
            batch.Add(LogEntryKind.Event, _idHash.Of(events[i].EventId), writer.Written);
        }
        batch.State = events;
        var result = await _journal.Append(batch);
        ReturnBatch(batch, writer);
        return new PublishResult(result.Appended, result.Duplicates, result.LastPosition);
    }

    /// <inheritdoc/>
    public async ValueTask Append(IReadOnlyList<ItemChange> changes, CancellationToken cancellationToken = default)
    {
        var (batch, writer) = RentBatch();
        foreach (var change in changes)
        {
            batch.Add(LogEntryKind.ItemChange, 0, JsonSerializer.SerializeToUtf8Bytes(change, ContractsJson.Default.ItemChange));
        }
        batch.State = changes;
        await _journal.Append(batch);
        ReturnBatch(batch, writer);
    }

    /// <inheritdoc/>
    public Task Settle() => _learning.Settle();

    /// <inheritdoc/>
    public Task<IReadOnlyList<double>> ItemFeatures(int item, IReadOnlyList<string> names) => _learning.Features(item, names);

    /// <inheritdoc/>
    public async Task Announce(Event e)
    {
        await Publish([e]);
        await _learning.Settle();
    }

    /// <inheritdoc/>
    public Task<T> Read<T>(Func<TrialBook, T> read) => _learning.Enqueue(() => read(Node.Book));

    /// <inheritdoc/>
    public Task<ExperimentReply> Apply(ExperimentCommand command) => _keeper.Apply(command);

    /// <summary>Streams the logged decisions, oldest first, from a position on.</summary>
    public IEnumerable<Decision> Decisions(long from)
    {
        foreach (var (_, decision) in _decisions.Read(from))
        {
            yield return decision;
        }
    }

    /// <summary>Streams the logged events, oldest first, from a position on.</summary>
    public IEnumerable<LoggedEvent> Events(long from)
    {
        foreach (var entry in _journal.Read(from))
        {
            if (entry.Kind == LogEntryKind.Event)
            {
                yield return new LoggedEvent(entry.Position, EventCodec.Read(entry.Data.Span, _names));
            }
        }
    }

    /// <summary>Stops taking calls, writes everything, and gives the folder up.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _background;
        await Node.Trials.DisposeAsync();
        await _journal.DisposeAsync();
        await Checkpoint();
        await _users.DrainAsync();
        await _sessions.DrainAsync();
        await _learning.DisposeAsync();
        await _decisions.DisposeAsync();
        _store.Dispose();
        Node.Dispose();
        _keeper.Dispose();
        _folder.Dispose();
        _betweenGroups.Dispose();
        _checkpointing.Dispose();
        _stopping.Dispose();
    }

    private (JournalBatch Batch, ByteWriter Writer) RentBatch() => _batches.TryTake(out var pair) ? pair : (new JournalBatch(), new ByteWriter());

    private void ReturnBatch(JournalBatch batch, ByteWriter writer)
    {
        batch.Clear();
        _batches.Add((batch, writer));
    }

    private async ValueTask OnCommitted(IReadOnlyList<CommittedBatch> batches)
    {
        await _betweenGroups.WaitAsync();
        try
        {
            var run = new List<LoggedEvent>();
            var waiting = new List<CommittedBatch>();
            foreach (var batch in batches)
            {
                if (batch.State is IReadOnlyList<Event> events)
                {
                    Gather(batch, events, run);
                    waiting.Add(batch);
                    continue;
                }
                await ApplyRun(run, waiting);
                var position = batch.FirstPosition;
                foreach (var change in (IReadOnlyList<ItemChange>)batch.State!)
                {
                    _applier.Apply(change, position++);
                }
                batch.Complete();
            }
            await ApplyRun(run, waiting);
        }
        finally
        {
            _betweenGroups.Release();
        }
    }

    private void Gather(in CommittedBatch batch, IReadOnlyList<Event> events, List<LoggedEvent> run)
    {
        var position = batch.FirstPosition;
        for (var i = 0; i < events.Count; i++)
        {
            if (!batch.IsDuplicate(i))
            {
                if (events[i].EventType == EventTypes.Purchase)
                {
                    Interlocked.Increment(ref _conversions);
                    Interlocked.Add(ref _conversionMilli, (long)Math.Round((events[i].Value ?? 0) * 1000));
                }
                run.Add(new LoggedEvent(position++, events[i]));
            }
        }
    }

    private async ValueTask ApplyRun(List<LoggedEvent> run, List<CommittedBatch> waiting)
    {
        var events = run.ToArray();
        if (events.Length > 0)
        {
            await _applier.Apply(events);
        }
        foreach (var batch in waiting)
        {
            batch.Complete();
        }
        run.Clear();
        waiting.Clear();
        if (events.Length > 0)
        {
            await _applier.Learn(events);
        }
    }
}
