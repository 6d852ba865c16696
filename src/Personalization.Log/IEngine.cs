using Personalization.Log.Catalog;
using Personalization.Log.Events;
using Personalization.Log.Experiments;
using Personalization.Contracts.Experiments;

namespace Personalization.Log;

/// <summary>
/// An engine as a door sees it, in this process or spread over a cluster: events in, items in, actors by key, and this node's replica.
/// Thread-safe.
/// </summary>
public interface IEngine : IEventStream, ICatalogLog, IActorDirectory, IExperimentLog
{
    /// <summary>What this process holds a copy of: the catalogue, what was learnt of the items, the decision path and the clock.</summary>
    EngineNode Node { get; }

    /// <summary>How far things are.</summary>
    EngineStatus Status { get; }

    /// <summary>Where the engine is, in words for people: its folder or its cluster.</summary>
    string Place { get; }

    /// <summary>Whether the log takes new entries.</summary>
    bool IsWritable { get; }

    /// <summary>Waits until what was acknowledged is also learnt here and published for decisions about everybody.</summary>
    Task Settle();

    /// <summary>Windowed statistics of an item, as of now or its newest event: what everybody did with it.</summary>
    /// <param name="item">The item's number.</param>
    /// <param name="names">Feature names such as <c>page_view.count.1h</c>.</param>
    /// <returns>One value for each name; NaN where the name is no windowed statistic.</returns>
    Task<IReadOnlyList<double>> ItemFeatures(int item, IReadOnlyList<string> names);

    /// <summary>Has a command carried out by the one handler of experiments. When the task ends, this node's decisions follow it.</summary>
    /// <exception cref="LogUnavailableException">The log takes nothing now.</exception>
    Task<ExperimentReply> Apply(ExperimentCommand command);
}
