using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Personalization.Actors;
using Personalization.Actors.Logs;
using Personalization.Actors.Profiles;
using Personalization.Actors.Sessions;
using Personalization.Actors.Snapshots;
using Personalization.Actors.Trials;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Embedded.Hosting;
using Personalization.Embedded.Journaling;
using Personalization.Embedded.Ranking;
using Personalization.Embedded.Snapshots;
using Personalization.Embedded.Storage;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Embedded;

public sealed partial class EmbeddedEngine
{
    private const string CheckpointName = "checkpoint";
    private const string IdHashName = "id_hash_key";
    private const int ReplayRun = 8192;

    private readonly NameCache _names = new();

    private EmbeddedEngine(EmbeddedOptions options, DataFolder folder, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger<EmbeddedEngine>();
        _folder = folder;
        _store = SnapshotStore.Open(folder);
        _idHash = OpenIdHash(_store);
        _decisions = new DecisionJournal(folder, time);
        Node = new ActorNode(options.Node, _idHash, _decisions, time);
        _users = new ActorHost<UserActor>(
            key => new(Load(new UserActor(key, Node), SnapshotKind.User, key)), (key, actor) => Save(SnapshotKind.User, key, actor), options.Actors, time);
        _sessions = new ActorHost<SessionActor>(
            key => new(Load(new SessionActor(key, Node), SnapshotKind.Session, key)), (key, actor) => Save(SnapshotKind.Session, key, actor), options.Actors, time);
        _learning = new NodeLearning(Node);
        _keeper = new ExperimentKeeper(this, time);
        var threads = options.ApplyThreads > 0 ? options.ApplyThreads : Math.Min(8, Environment.ProcessorCount);
        _applier = new LogApplier(Node, _users, _sessions, _learning, threads, loggers.CreateLogger<LogApplier>());
    }

    private async Task Recover()
    {
        var started = Stopwatch.GetTimestamp();
        LoadCatalog();
        await _learning.Enqueue(LoadLearnt);
        var checkpoint = long.Parse(_store.Value(CheckpointName) ?? "-1", CultureInfo.InvariantCulture);
        _applier.Skip(checkpoint);
        _journal = Journal.Open(_folder, _options.Journal, OnCommitted);
        _journal.AdvanceTo(_store.HighestPosition);
        var replayed = await Replay(_journal.Read(checkpoint + 1));
        await _learning.Settle();
        LogRecovered(replayed, Node.Replica.Catalog.Count, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Applies stored entries in order, as they were applied when they were new.</summary>
    private async Task<long> Replay(IEnumerable<LogEntry> entries)
    {
        var run = new List<LoggedEvent>(ReplayRun);
        long count = 0;
        foreach (var entry in entries)
        {
            count++;
            if (entry.Kind == LogEntryKind.Event)
            {
                run.Add(new LoggedEvent(entry.Position, EventCodec.Read(entry.Data.Span, _names)));
                if (run.Count == ReplayRun)
                {
                    await ApplyRun(run, []);
                }
                continue;
            }
            await ApplyRun(run, []);
            _applier.Apply(JsonSerializer.Deserialize(entry.Data.Span, ContractsJson.Default.ItemChange)!, entry.Position);
        }
        await ApplyRun(run, []);
        return count;
    }

    private void LoadCatalog()
    {
        foreach (var row in _store.Scan(SnapshotKind.CatalogItem))
        {
            Node.Replica.Catalog.Apply(JsonSerializer.Deserialize(row.State.Span, ContractsJson.Default.ItemChange)!);
        }
    }

    private int LoadLearnt()
    {
        foreach (var row in _store.Scan(SnapshotKind.LearntItem))
        {
            Node.Projection.ReadItem(row.State.Span, Node.Replica.Vocabulary.Items.Intern(row.Key));
        }
        if (_store.TryRead(SnapshotKind.Trails, "", out var trails))
        {
            Node.Projection.ReadTrails(trails.State);
        }
        foreach (var row in _store.Scan(SnapshotKind.Trial))
        {
            Node.Book.Read(row.Key, row.State.Span);
        }
        if (_store.TryRead(SnapshotKind.Trails, SnapshotKind.TrialTrailsKey, out var trials))
        {
            var reader = new ByteReader(trials.State);
            Node.Trails.Read(ref reader);
        }
        return Node.Projection.TakeUnsaved().Count;
    }

    private TActor Load<TActor>(TActor actor, string kind, string key)
        where TActor : ISnapshotActor
    {
        if (_store.TryRead(kind, key, out var snapshot))
        {
            actor.Load(snapshot.State);
        }
        return actor;
    }

    // The key is as old as the store: hashes of ids are part of stored states.
    private static EventIdHash OpenIdHash(SnapshotStore store)
    {
        var text = store.Value(IdHashName);
        if (text is null)
        {
            text = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
            store.Write([], new Dictionary<string, string> { [IdHashName] = text });
            store.Flush();
        }
        var key = Convert.FromHexString(text);
        return new EventIdHash(BitConverter.ToUInt64(key, 0), BitConverter.ToUInt64(key, 8));
    }

    [LoggerMessage(2002, LogLevel.Information, "Recovered: {Replayed} log entries replayed since the checkpoint, {Items} items, in {DurationMs:0} ms")]
    private partial void LogRecovered(long replayed, int items, double durationMs);
}
