using System.Text.Json;
using Personalization.Log;
using Personalization.Log.Events;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Gateway.Hosting;

namespace Personalization.Gateway.Bandits;

/// <summary>
/// Tells the log when this node has noticed that what an item earns has changed, so that all nodes learn it anew. Several gateways may
/// watch: a generation begins once. Thread-safe.
/// </summary>
internal sealed partial class RenewalWatch(IEngine engine, TimeProvider time, ILogger<RenewalWatch> logger)
    : PeriodicWatch(s_interval, time, logger)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    /// <summary>Analyses once.</summary>
    /// <exception cref="LogUnavailableException">The log takes nothing now; the change stays noticed.</exception>
    public override async Task Check()
    {
        foreach (var renewal in await engine.Read(static experiments => experiments.Noticed()))
        {
            var e = new Event
            {
                EventId = EventSubject.Id(renewal.Placement, $"{renewal.ItemId}/{renewal.Generation}"),
                EventType = EventTypes.Renewal,
                Timestamp = engine.Node.Time.GetUtcNow(),
                Properties = new JsonText(JsonSerializer.SerializeToUtf8Bytes(renewal, ContractsJson.Default.ItemRenewal)),
            };
            if ((await engine.Publish([e])).Appended > 0)
            {
                LogRenewed(Logger, renewal.ItemId, renewal.Placement);
            }
        }
    }

    [LoggerMessage(3601, LogLevel.Information, "What {ItemId} earns at {Placement} has changed; it is learnt anew")]
    private static partial void LogRenewed(ILogger logger, string itemId, string placement);
}
