using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Personalization.Actors;
using Personalization.Actors.Snapshots;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Embedded.Hosting;
using Personalization.Embedded.Snapshots;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Embedded;

public sealed partial class EmbeddedEngine
{
    private const int RowsPerWrite = 2000;
    private const int SweepMost = 100_000;

    /// <summary>
    /// Writes all changed states, so that a restart has little to replay. First the catalogue and what was learnt are copied as of one log
    /// position; then the persons and visits are written, each as of some later position, which they carry; last the copies together with the position, at
    /// once. A crash in between leaves the previous checkpoint valid.
    /// </summary>
    public async Task Checkpoint()
    {
        await _checkpointing.WaitAsync();
        try
        {
            long position;
            List<SnapshotRow> catalog;
            Task<List<SnapshotRow>> learnt;
            await _betweenGroups.WaitAsync();
            try
            {
                position = _applier.Position;
                catalog = CatalogRows(_applier.TakeChangedItems(), position + 1);
                learnt = _learning.TakeSnapshots();
            }
            finally
            {
                _betweenGroups.Release();
            }
            await SaveActive(_users, SnapshotKind.User);
            await SaveActive(_sessions, SnapshotKind.Session);
            _store.Write(
                catalog.Concat(await learnt),
                new Dictionary<string, string> { [CheckpointName] = position.ToString(CultureInfo.InvariantCulture) },
                atomic: true);
        }
        finally
        {
            _checkpointing.Release();
        }
    }

    private List<SnapshotRow> CatalogRows(List<string> changed, long position)
    {
        var rows = new List<SnapshotRow>(changed.Count);
        foreach (var id in changed)
        {
            var found = Node.Replica.Catalog.Find(id);
            var change = new ItemChange(id, found?.Item, EventTime.FromSeconds(found?.AvailableFrom ?? 0));
            rows.Add(new SnapshotRow(SnapshotKind.CatalogItem, id, position, JsonSerializer.SerializeToUtf8Bytes(change, ContractsJson.Default.ItemChange)));
        }
        return rows;
    }

    private async Task SaveActive<TActor>(ActorHost<TActor> host, string kind)
        where TActor : class, ISnapshotActor
    {
        var saving = new Saving(kind, _store);
        await host.ForEachActive(saving, static (key, actor, saving) =>
        {
            saving.Add(key, actor);
            return ValueTask.CompletedTask;
        });
        saving.Write();
    }

    private ValueTask Save(string kind, string key, ISnapshotActor actor)
    {
        if (actor.Position > actor.SavedPosition)
        {
            var writer = new ByteWriter(1024);
            actor.Save(writer);
            _store.Write(new SnapshotRow(kind, key, actor.Position + 1, writer.WrittenMemory));
        }
        return ValueTask.CompletedTask;
    }

    private async Task RunInBackground()
    {
        using var timer = new PeriodicTimer(_options.CheckpointInterval, _time);
        try
        {
            for (var round = 1; await timer.WaitForNextTickAsync(_stopping.Token); round++)
            {
                try
                {
                    await EndSessions();
                    await Checkpoint();
                    await Sweep();
                }
                catch (Exception fault) when (fault is IOException or Actors.Events.LogUnavailableException)
                {
                    LogCheckpointFailed(fault);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The engine is being closed; the last checkpoint is written there.
        }
    }

    /// <summary>Takes idle actors, and those beyond the limit, out of memory.</summary>
    public async Task Sweep()
    {
        await _users.SweepIdle(_options.IdleAfter, SweepMost);
        await _sessions.SweepIdle(_options.IdleAfter + Engine.Sessions.SessionTracker.Timeout, SweepMost);
    }

    /// <summary>Publishes the summaries of the visits in memory that have timed out.</summary>
    public async Task EndSessions()
    {
        if (!_options.SessionEnds)
        {
            return;
        }
        var ended = new List<Event>();
        await _sessions.ForEachActive((Now: _time.GetUtcNow(), Ended: ended), static (_, session, arg) =>
        {
            if (session.EndIfTimedOut(arg.Now) is { } summary)
            {
                arg.Ended.Add(summary);
            }
            return ValueTask.CompletedTask;
        });
        foreach (var chunk in ended.Chunk(RowsPerWrite))
        {
            await Publish(chunk);
        }
    }

    [LoggerMessage(2003, LogLevel.Error, "Writing behind failed; nothing acknowledged is lost, the journal has it; tried again at the next interval")]
    private partial void LogCheckpointFailed(Exception fault);

    /// <summary>Gathers changed states and writes them in chunks.</summary>
    private sealed class Saving(string kind, SnapshotStore store)
    {
        private readonly List<SnapshotRow> _rows = [];
        private readonly ByteWriter _writer = new(1024);

        public void Add(string key, ISnapshotActor actor)
        {
            if (actor.Position <= actor.SavedPosition)
            {
                return;
            }
            _writer.Clear();
            actor.Save(_writer);
            _rows.Add(new SnapshotRow(kind, key, actor.Position + 1, _writer.ToArray()));
            if (_rows.Count == RowsPerWrite)
            {
                Write();
            }
        }

        public void Write()
        {
            store.Write(_rows, null, atomic: false);
            _rows.Clear();
        }
    }
}
