using System.Collections.Concurrent;
using Personalization.Contracts.Bandits;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Binary;
using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Learning;

/// <summary>
/// All that a node knows of experiments and bandits: definitions, sums, posteriors. Everything in it adds up, so every node that follows
/// all parts of the log holds the same. One writer; <see cref="Running"/> and the bandits' snapshots are readable from any thread.
/// </summary>
/// <param name="options">How bandits learn.</param>
public sealed class ExperimentReadModel(BanditOptions options) : ILearningSink
{
    private const string ExperimentPrefix = "experiment/", InterimPrefix = "course/", BanditPrefix = "bandit/";

    private readonly SortedDictionary<string, ExperimentTally> _experiments = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, InterimHistory> _courses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PlacementBandit> _bandits = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsaved = new(StringComparer.Ordinal);
    private volatile RunningExperiment[] _running = [];

    /// <summary>The experiments in which people take part now.</summary>
    public IReadOnlyList<RunningExperiment> Running => _running;

    /// <summary>All experiments, by id. For the writer alone.</summary>
    public IReadOnlyDictionary<string, ExperimentTally> Experiments => _experiments;

    /// <summary>The analyses at an experiment that are kept, oldest first. For the writer alone.</summary>
    public IReadOnlyList<InterimAnalysis> Analyses(string experimentId) =>
        _courses.TryGetValue(experimentId, out var course) ? course.Analyses : [];

    /// <summary>All placements that have a bandit.</summary>
    public IEnumerable<string> Placements => _bandits.Keys.Order(StringComparer.Ordinal);

    /// <summary>The bandit of a placement as it decides at present; one that knows nothing for a new placement.</summary>
    public PlacementSnapshot Bandit(string placement) =>
        _bandits.TryGetValue(placement, out var bandit) ? bandit.Published : PlacementSnapshotOfNobody.Value;

    /// <summary>
    /// The bandit of a placement with all that it keeps; <see langword="null"/> for a new placement. For the writer alone.
    /// </summary>
    public PlacementBandit? Placement(string placement) => _bandits.GetValueOrDefault(placement);

    /// <inheritdoc/>
    public void Defined(long position, ExperimentRevision revision)
    {
        var id = revision.Definition.ExperimentId;
        if (!_experiments.TryGetValue(id, out var known))
        {
            _experiments[id] = new ExperimentTally(revision);
        }
        else if (!known.Define(revision))
        {
            return;
        }
        _unsaved.Add(ExperimentPrefix + id);
        _running = RunningExperiment.Of(_experiments.Values);
    }

    /// <inheritdoc/>
    public void Analysed(long position, InterimAnalysis look)
    {
        if (!_courses.TryGetValue(look.ExperimentId, out var course))
        {
            _courses[look.ExperimentId] = course = new InterimHistory();
        }
        if (course.Add(look))
        {
            _unsaved.Add(InterimPrefix + look.ExperimentId);
        }
    }

    /// <inheritdoc/>
    public void Exposed(long position, in ExperimentUnit person, ReadOnlySpan<PersonValue> values)
    {
        if (_experiments.TryGetValue(person.ExperimentId, out var experiment))
        {
            experiment.Expose(person, values);
            _unsaved.Add(ExperimentPrefix + person.ExperimentId);
        }
    }

    /// <inheritdoc/>
    public void Changed(long position, in ExperimentUnit person, int metric, PersonValue old, PersonValue now)
    {
        if (_experiments.TryGetValue(person.ExperimentId, out var experiment))
        {
            experiment.Change(person, metric, old, now);
            _unsaved.Add(ExperimentPrefix + person.ExperimentId);
        }
    }

    /// <inheritdoc/>
    public void Rewarded(long position, LoggedChoice choice, double reward)
    {
        _bandits.GetOrAdd(choice.Placement, static (_, options) => new PlacementBandit(options), options).Learn(choice, reward);
        _unsaved.Add(BanditPrefix + choice.Placement);
    }

    /// <inheritdoc/>
    public void Renewed(long position, ItemRenewal renewal)
    {
        if (_bandits.GetOrAdd(renewal.Placement, static (_, options) => new PlacementBandit(options), options)
            .Renew(renewal.ItemId, renewal.Generation))
        {
            _unsaved.Add(BanditPrefix + renewal.Placement);
        }
    }

    /// <summary>The changes of what items earn that this node has noticed and nobody has told the log of. For the writer alone.</summary>
    public List<ItemRenewal> Noticed()
    {
        var noticed = new List<ItemRenewal>();
        foreach (var (placement, bandit) in _bandits)
        {
            foreach (var (arm, generation) in bandit.Noticed)
            {
                noticed.Add(new ItemRenewal(placement, arm, generation));
            }
        }
        return noticed;
    }

    /// <summary>Makes what was learnt decide.</summary>
    public void Publish()
    {
        foreach (var (_, bandit) in _bandits)
        {
            bandit.Publish();
        }
    }

    /// <summary>What has changed since the last time, with the keys that it is stored under.</summary>
    public List<(string Key, byte[] State)> TakeUnsaved()
    {
        var rows = new List<(string, byte[])>(_unsaved.Count);
        foreach (var key in _unsaved.Order(StringComparer.Ordinal))
        {
            rows.Add((key, State(key)));
        }
        _unsaved.Clear();
        return rows;
    }

    /// <summary>
    /// Everything that the same log leads to byte for byte, however often its reader began anew, with the keys that it is stored under, in
    /// their order. Of bandits these are the sums and not the models: a model that was loaded computes from its sums what it otherwise
    /// keeps current, so its last digits may differ.
    /// </summary>
    public IEnumerable<(string Key, byte[] State)> Replayable()
    {
        var writer = new ByteWriter(1024);
        foreach (var placement in Placements)
        {
            writer.Clear();
            _bandits[placement].WriteSums(writer);
            yield return (BanditPrefix + placement, writer.ToArray());
        }
        foreach (var id in _courses.Keys)
        {
            yield return (InterimPrefix + id, State(InterimPrefix + id));
        }
        foreach (var id in _experiments.Keys)
        {
            yield return (ExperimentPrefix + id, State(ExperimentPrefix + id));
        }
    }

    /// <summary>Reads a stored state.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version, or end too early.</exception>
    public void Read(string key, ReadOnlySpan<byte> state)
    {
        if (key.StartsWith(ExperimentPrefix, StringComparison.Ordinal))
        {
            _experiments[key[ExperimentPrefix.Length..]] = ExperimentTally.Read(state);
            _running = RunningExperiment.Of(_experiments.Values);
        }
        else if (key.StartsWith(InterimPrefix, StringComparison.Ordinal))
        {
            _courses[key[InterimPrefix.Length..]] = InterimHistory.Read(state);
        }
        else if (key.StartsWith(BanditPrefix, StringComparison.Ordinal))
        {
            _bandits.GetOrAdd(key[BanditPrefix.Length..], static (_, options) => new PlacementBandit(options), options).Read(state);
        }
    }

    private byte[] State(string key)
    {
        var writer = new ByteWriter(1024);
        if (key.StartsWith(ExperimentPrefix, StringComparison.Ordinal))
        {
            _experiments[key[ExperimentPrefix.Length..]].Write(writer);
        }
        else if (key.StartsWith(InterimPrefix, StringComparison.Ordinal))
        {
            _courses[key[InterimPrefix.Length..]].Write(writer);
        }
        else
        {
            _bandits[key[BanditPrefix.Length..]].Write(writer);
        }
        return writer.ToArray();
    }

    // A placement of which nothing is known decides by the ranking alone, and by chance among its equals.
    private static class PlacementSnapshotOfNobody
    {
        public static readonly PlacementSnapshot Value = new PlacementBandit(new BanditOptions()).Published;
    }
}
