using System.Diagnostics;
using Personalization.Log.Catalog;
using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Grains.Catalog;
using Personalization.Grains.Hosting;

namespace Personalization.Grains.Partitions;

/// <summary>
/// The way in to the logs from any node: spreads events over the partitions, and goes on trying while a partition moves from one silo to
/// another. Events carry ids, so trying again counts nothing twice, and are stamped with the facts of their items first. Thread-safe.
/// </summary>
/// <param name="grains">The grains of the cluster.</param>
/// <param name="options">How many partitions there are.</param>
/// <param name="admission">Stamps events with the facts of their items.</param>
/// <param name="here">The partitions that this process writes: they take events without a message.</param>
internal sealed class ClusterLog(
    IGrainFactory grains, LogOptions options, EventAdmission admission, IReadOnlyDictionary<int, LogPartition> here)
    : IEventStream, ICatalogLog
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(25);

    private readonly VisitPointers _visits = new();
    private long _purchases;
    private long _purchaseMilli;

    /// <inheritdoc/>
    public bool KeepsOrder => here.Count == options.Partitions;

    /// <summary>Purchases accepted here since the start.</summary>
    public long Purchases => Volatile.Read(ref _purchases);

    /// <summary>The money of those purchases.</summary>
    public double PurchaseValue => Volatile.Read(ref _purchaseMilli) / 1000.0;

    /// <inheritdoc/>
    public async ValueTask<PublishResult> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken = default)
    {
        if (events.Count == 0)
        {
            return new PublishResult(0, 0, -1);
        }
        events = admission.Admit(events);
        if (options.Partitions == 1)
        {
            return Result(await Publish(0, events, cancellationToken));
        }
        var byPartition = new List<Event>?[options.Partitions];
        var pointers = new Dictionary<(string Session, int Partition), Event>();
        for (var i = 0; i < events.Count; i++)
        {
            var partition = LogRouting.PartitionOf(events[i], options.Partitions);
            (byPartition[partition] ??= []).Add(events[i]);
            _visits.Find(events[i], partition, options.Partitions, pointers);
        }
        var pending = new List<Task<PartitionReceipt>>();
        for (var partition = 0; partition < byPartition.Length; partition++)
        {
            if (byPartition[partition] is { } part)
            {
                pending.Add(Publish(partition, part, cancellationToken).AsTask());
            }
        }
        await Task.WhenAll(pointers.Values.Select(e =>
            Publish(LogRouting.PartitionOf(e, options.Partitions), [e], cancellationToken).AsTask()));
        var (appended, duplicates, last) = (0, 0, -1L);
        foreach (var receipt in await Task.WhenAll(pending))
        {
            appended += receipt.Appended;
            duplicates += receipt.Duplicates;
            last = Math.Max(last, receipt.LastPosition);
        }
        _visits.Told(pointers);
        return new PublishResult(appended, duplicates, last);
    }

    /// <summary>Appends an event to every partition.</summary>
    public Task Announce(Event e) =>
        Task.WhenAll(Enumerable.Range(0, options.Partitions).Select(partition => Publish(partition, [e], CancellationToken.None).AsTask()));

    /// <inheritdoc/>
    public async ValueTask Append(IReadOnlyList<ItemChange> changes, CancellationToken cancellationToken = default) =>
        await Insist(() => grains.GetGrain<ICatalogGrain>(0).Append(changes), "catalog", cancellationToken);

    private static PublishResult Result(PartitionReceipt receipt) => new(receipt.Appended, receipt.Duplicates, receipt.LastPosition);

    private async ValueTask<PartitionReceipt> Publish(int partition, IReadOnlyList<Event> events, CancellationToken cancellationToken)
    {
        PartitionReceipt? receipt = null;
        if (here.TryGetValue(partition, out var local))
        {
            try
            {
                receipt = await local.Publish(events);
            }
            catch (LogUnavailableException fault) when (fault.Refusal is LogRefusal.Moved or LogRefusal.StorageFault)
            {
                // It goes the way of those elsewhere, which finds out where the partition is now.
            }
        }
        receipt ??= await Insist(
            () => grains.GetGrain<IPartitionGrain>(partition).Publish(events), LogNames.Events(partition), cancellationToken);
        if (receipt.Purchases > 0)
        {
            Interlocked.Add(ref _purchases, receipt.Purchases);
            Interlocked.Add(ref _purchaseMilli, receipt.PurchaseMilli);
        }
        return receipt;
    }

    private static async ValueTask<PartitionReceipt> Insist(
        Func<Task<PartitionReply>> call, string log, CancellationToken cancellationToken)
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
