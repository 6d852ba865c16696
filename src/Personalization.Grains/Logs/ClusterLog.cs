using System.Diagnostics;
using Personalization.Actors.Catalog;
using Personalization.Actors.Events;
using Personalization.Actors.Logs;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Grains.Catalog;
using Personalization.Grains.Hosting;

namespace Personalization.Grains.Logs;

/// <summary>
/// The way in to a cluster's logs from any node: spreads events over the partitions, and goes on trying while a partition moves from one silo to another. Events carry
/// ids, so trying again counts nothing twice, and are stamped with the facts of their items first. Thread-safe.
/// </summary>
internal sealed class ClusterLog(IGrainFactory grains, LogOptions options, EventAdmission admission) : IEventStream, ICatalogLog
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(25);

    private long _purchases;
    private long _purchaseMilli;

    /// <summary>Purchases accepted here since the start.</summary>
    public long Purchases => Volatile.Read(ref _purchases);

    /// <summary>The money of those purchases.</summary>
    public double PurchaseValue => Volatile.Read(ref _purchaseMilli) / 1000.0;

    /// <inheritdoc/>
    public async ValueTask<PublishResult> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken = default)
    {
        events = admission.Admit(events);
        if (events.Count == 1)
        {
            return Result(await Publish(LogRouting.PartitionOf(events[0], options.Partitions), events, cancellationToken));
        }
        var byPartition = new List<Event>?[options.Partitions];
        for (var i = 0; i < events.Count; i++)
        {
            (byPartition[LogRouting.PartitionOf(events[i], options.Partitions)] ??= []).Add(events[i]);
        }
        var pending = new List<Task<PartitionReceipt>>();
        for (var partition = 0; partition < byPartition.Length; partition++)
        {
            if (byPartition[partition] is { } part)
            {
                pending.Add(Publish(partition, part, cancellationToken));
            }
        }
        var (appended, duplicates, last) = (0, 0, -1L);
        foreach (var receipt in await Task.WhenAll(pending))
        {
            appended += receipt.Appended;
            duplicates += receipt.Duplicates;
            last = Math.Max(last, receipt.LastPosition);
        }
        return new PublishResult(appended, duplicates, last);
    }

    /// <summary>Appends an event to every partition.</summary>
    public Task Announce(Event e) => Task.WhenAll(Enumerable.Range(0, options.Partitions).Select(partition => Publish(partition, [e], CancellationToken.None)));

    /// <inheritdoc/>
    public async ValueTask Append(IReadOnlyList<ItemChange> changes, CancellationToken cancellationToken = default) =>
        await Insist(() => grains.GetGrain<ICatalogGrain>(0).Append(changes), "catalog", cancellationToken);

    private static PublishResult Result(PartitionReceipt receipt) => new(receipt.Appended, receipt.Duplicates, receipt.LastPosition);

    private async Task<PartitionReceipt> Publish(int partition, IReadOnlyList<Event> events, CancellationToken cancellationToken)
    {
        var receipt = await Insist(() => grains.GetGrain<IPartitionGrain>(partition).Publish(events), LogNames.Events(partition), cancellationToken);
        if (receipt.Purchases > 0)
        {
            Interlocked.Add(ref _purchases, receipt.Purchases);
            Interlocked.Add(ref _purchaseMilli, receipt.PurchaseMilli);
        }
        return receipt;
    }

    private static async Task<PartitionReceipt> Insist(Func<Task<PartitionReply>> call, string log, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            PartitionReply reply;
            try
            {
                reply = await call();
            }
            catch (Exception fault) when (ClusterEngine.IsTransient(fault))
            {
                reply = new PartitionReply(null, LogRefusal.StorageFault, $"The log '{log}' could not be reached: {fault.Message}");
            }
            if (reply.Refusal is not (LogRefusal.Moved or LogRefusal.StorageFault) || Stopwatch.GetElapsedTime(started) > s_patience)
            {
                return reply.Require();
            }
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(500, 10 << Math.Min(attempt, 6))), TimeProvider.System, cancellationToken);
        }
    }
}
