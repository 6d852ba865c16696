using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;

namespace Personalization.Grains.Tests.Serialization;

/// <summary>Answers with what it is called with.</summary>
[Alias("test-echo")]
public interface IEchoGrain : IGrainWithGuidKey
{
    /// <summary>Answers with a message.</summary>
    [Alias("tell")]
    ValueTask<RankRequest> Tell(RankRequest request);

    /// <summary>Answers with a list in a message.</summary>
    [Alias("tell-all")]
    ValueTask<Echo> TellAll([Immutable] IReadOnlyList<Event> events);
}
