using Personalization.Contracts.Events;
using Personalization.Engine.Learning;

namespace Personalization.Log.Experiments;

/// <summary>The log as experiments see it. Thread-safe.</summary>
public interface IExperimentLog
{
    /// <summary>Appends an event to every part of the log. When the task ends, this node knows it.</summary>
    /// <exception cref="Events.LogUnavailableException">
    /// Not every part has it; to be tried again, which changes nothing where it is.
    /// </exception>
    Task Announce(Event e);

    /// <summary>Reads what this node knows, exactly behind what is acknowledged to it.</summary>
    /// <param name="read">Reads; called while nothing is learnt.</param>
    Task<T> Read<T>(Func<ExperimentReadModel, T> read);
}
