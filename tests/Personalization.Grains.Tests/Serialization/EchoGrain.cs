using Orleans.Placement;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;

namespace Personalization.Grains.Tests.Serialization;

/// <summary>Lives on the silo that calls it first.</summary>
[PreferLocalPlacement]
internal sealed class EchoGrain : Grain, IEchoGrain
{
    public ValueTask<RankRequest> Tell(RankRequest request) => new(request);

    public ValueTask<Echo> TellAll(IReadOnlyList<Event> events) => new(new Echo(events));
}
