using Personalization.Log;
using Personalization.Log.Events;
using Personalization.Contracts.Events;
using Personalization.Grains.Hosting;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>Clients that publish without pause, and send again what was not acknowledged, while silos come and go.</summary>
internal sealed class ConstantWriters(TestCluster cluster)
{
    private const int Writers = 6;
    private const int Users = 60;

    private readonly string _name = Guid.NewGuid().ToString("N")[..8];
    private readonly int[] _sent = new int[Users];
    private Task _writing = Task.CompletedTask;
    private volatile bool _isStopping;
    private int _acknowledged;

    /// <summary>Batches that were acknowledged.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Starts to publish at a node.</summary>
    public void Start(IEngine node) => _writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(() => Write(node, w))));

    /// <summary>
    /// Waits for the last acknowledgement, then checks that every event counts once, for every person and visit, from every node.
    /// </summary>
    public async Task AssertAllCountOnce()
    {
        _isStopping = true;
        await _writing;
        foreach (var node in cluster.Nodes)
        {
            for (var u = 0; u < Users; u++)
            {
                Assert.Equal((u, _sent[u]), (u, (int)((await node.User(User(u)).Describe())?.PurchaseCount ?? 0)));
                Assert.Equal((u, _sent[u]), (u, (await node.Session("visit-" + User(u)).Describe())?.PurchaseCount ?? 0));
            }
        }
    }

    private async Task Write(IEngine node, int writer)
    {
        var random = new Random(writer);
        while (!_isStopping)
        {
            var users = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(Users)).ToArray();
            Event[] batch =
                [.. users.Select(u => cluster.Now(EventTypes.Purchase, User(u), "item" + random.Next(8), 1, "visit-" + User(u)))];
            await Insist(node, batch);
            foreach (var u in users)
            {
                Interlocked.Increment(ref _sent[u]);
            }
            Interlocked.Increment(ref _acknowledged);
        }
    }

    private static async Task Insist(IEngine node, Event[] batch)
    {
        while (true)
        {
            try
            {
                var result = await node.Publish(batch);
                Assert.Equal(batch.Length, result.Appended + result.Duplicates);
                return;
            }
            catch (Exception fault) when (fault is LogUnavailableException || ClusterEngine.IsTransient(fault))
            {
                // Sent again under the same ids.
            }
        }
    }

    private string User(int number) => $"{_name}-{number}";
}
