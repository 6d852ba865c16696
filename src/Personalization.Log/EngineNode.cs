using System.Security.Cryptography;
using Personalization.Log.Ranking;
using Personalization.Log.Experiments;
using Personalization.Engine;
using Personalization.Engine.Catalog;
using Personalization.Engine.Events;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;
using Personalization.Engine.Recommenders;
using Personalization.Engine.Learning;

namespace Personalization.Log;

/// <summary>
/// What the actors of one node share: the replica of what is read by all, and the decision path over it. Thread-safe to read.
/// </summary>
public sealed class EngineNode : IDisposable
{
    /// <summary>Creates an empty node.</summary>
    /// <param name="options">What it keeps, learns and decides.</param>
    /// <param name="idHash">The hash of event ids, which belongs to the log.</param>
    /// <param name="log">Where decisions go.</param>
    /// <param name="time">The clock.</param>
    public EngineNode(NodeOptions options, EventIdHash idHash, IDecisionLog log, TimeProvider time)
    {
        var vocabulary = new Vocabulary();
        var catalog = new ItemCatalog(vocabulary, new ContentIndex());
        (Time, Options) = (time, options);
        Projection = new ItemProjection(vocabulary, options.Signals);
        ReadModels = new ReadModels(vocabulary, catalog, Projection.Signals, options.Decisions, options.Profiles);
        Context = new StateContext(vocabulary, catalog, idHash, options.Profiles);
        Admission = new EventAdmission(catalog);
        Path = new DecisionPath(ReadModels);
        (ExperimentModel, Exposures) = (new ExperimentReadModel(options.Bandits), new ExposureLog(time));
        Assigner = new ExperimentAssigner(ExperimentModel, Exposures, Context);
        Decider = new Decider(
            Path, options.Decisions, new DecisionIds(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8))), log,
            new BanditChooser(ExperimentModel, Exposures), Assigner, time);
    }

    /// <summary>What the node keeps, learns and decides.</summary>
    public NodeOptions Options { get; }

    /// <summary>The node's items and what is known of them.</summary>
    public ReadModels ReadModels { get; }

    /// <summary>What states need to apply events.</summary>
    public StateContext Context { get; }

    /// <summary>Stamps events with the facts of their items before they are published.</summary>
    public EventAdmission Admission { get; }

    /// <summary>Learns from the log. Only the host's one writer touches it.</summary>
    public ItemProjection Projection { get; }

    /// <summary>The way of every decision.</summary>
    public DecisionPath Path { get; }

    /// <summary>Experiments and bandits as this node knows them.</summary>
    public ExperimentReadModel ExperimentModel { get; }

    /// <summary>Brings exposures and choices into the log.</summary>
    public ExposureLog Exposures { get; }

    /// <summary>Assigns people to experiments.</summary>
    public ExperimentAssigner Assigner { get; }

    /// <summary>Answers decision requests.</summary>
    public Decider Decider { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <inheritdoc/>
    public void Dispose() => Path.Dispose();
}
