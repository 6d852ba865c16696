using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Embedded;

namespace Personalization.Gateway.Evaluation.OffPolicy;

/// <summary>The journals of an embedded engine, which belongs to the history and is closed with it.</summary>
internal sealed class EmbeddedHistory(EmbeddedEngine engine) : IHistory
{
    public IAsyncEnumerable<Decision> Decisions() => engine.Decisions(0).ToAsyncEnumerable();

    public IAsyncEnumerable<Event> Events() => engine.Events(0).Select(static logged => logged.Event).ToAsyncEnumerable();

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
