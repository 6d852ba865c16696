using Orleans.Placement;
using Personalization.Actors.Logs;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;

namespace Personalization.Grains.Tests.Serialization;

/// <summary>Lives on the silo that calls it first.</summary>
[PreferLocalPlacement]
internal sealed class EchoGrain : Grain, IEchoGrain
{
    public ValueTask<RankRequest> Tell(RankRequest request) => new(request);

    public ValueTask<LogDelivery> TellAll(IReadOnlyList<LoggedEvent> events) => new(new LogDelivery(0, -1, events));
}
