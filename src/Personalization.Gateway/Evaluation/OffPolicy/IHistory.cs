using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;

namespace Personalization.Gateway.Evaluation.OffPolicy;

/// <summary>What an engine logged: its decisions, and what happened. Wherever it is kept, it reads the same.</summary>
internal interface IHistory : IAsyncDisposable
{
    /// <summary>Streams all decisions, those of one start of one node in their order.</summary>
    /// <exception cref="IOException">On enumeration: the store cannot be reached.</exception>
    IAsyncEnumerable<Decision> Decisions();

    /// <summary>Streams all events, those of one person, or of one decision, in their order.</summary>
    /// <exception cref="IOException">On enumeration: the store cannot be reached.</exception>
    IAsyncEnumerable<Event> Events();
}
