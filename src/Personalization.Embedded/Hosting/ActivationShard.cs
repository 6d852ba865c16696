namespace Personalization.Embedded.Hosting;

/// <summary>
/// One part of the table: buckets of activations chained through themselves. Finding takes no lock and may miss an activation while the
/// shard grows; adding, under the lock, never does.
/// </summary>
internal sealed class ActivationShard<TActor>
    where TActor : class
{
    private readonly Lock _changing = new();
    private Activation<TActor>?[] _buckets = new Activation<TActor>?[16];
    private bool _closed;
    private int _count;

    /// <summary>How many activations there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Finds an activation without waiting.</summary>
    public Activation<TActor>? Find(string key, int hash)
    {
        // Growth relinks nodes, but only to nodes moved before them, so a walk always ends.
        var buckets = Volatile.Read(ref _buckets);
        var node = Volatile.Read(ref buckets[hash & (buckets.Length - 1)]);
        while (node is not null && (node.Hash != hash || node.Key != key))
            node = Volatile.Read(ref node.Next);
        return node;
    }

    /// <summary>Finds an activation, or adds one whose mailbox the caller then holds.</summary>
    /// <returns><see langword="null"/> when it would have to be added and the shard is closed.</returns>
    public Activation<TActor>? FindOrAdd(string key, int hash, out bool added)
    {
        lock (_changing)
        {
            added = false;
            if (Find(key, hash) is { } found)
                return found;
            if (_closed)
                return null;
            if (_count == _buckets.Length)
                Grow();
            var node = new Activation<TActor>(key, hash);
            ref var bucket = ref _buckets[hash & (_buckets.Length - 1)];
            node.Next = bucket;
            Volatile.Write(ref bucket, node);
            Volatile.Write(ref _count, _count + 1);
            added = true;
            return node;
        }
    }

    /// <summary>Removes an activation whose mailbox the caller holds.</summary>
    /// <returns><see langword="false"/> when calls wait for it; it then stays, still held by the caller.</returns>
    public bool TryRemove(Activation<TActor> node)
    {
        lock (_changing)
        {
            if (!node.TryRetire())
                return false;
            ref var link = ref _buckets[node.Hash & (_buckets.Length - 1)];
            while (link != node)
                link = ref link!.Next;
            Volatile.Write(ref link, node.Next);
            Volatile.Write(ref _count, _count - 1);
            return true;
        }
    }

    /// <summary>Refuses additions from now on.</summary>
    public void Close()
    {
        lock (_changing)
            _closed = true;
    }

    /// <summary>Adds all activations to a list.</summary>
    public void CopyTo(List<Activation<TActor>> list)
    {
        lock (_changing)
        {
            foreach (var bucket in _buckets)
            {
                for (var node = bucket; node is not null; node = node.Next)
                    list.Add(node);
            }
        }
    }

    /// <summary>Adds the activations not called since a moment to a list.</summary>
    public void CopyIdleTo(List<Activation<TActor>> list, int now, int age)
    {
        lock (_changing)
        {
            foreach (var bucket in _buckets)
            {
                for (var node = bucket; node is not null; node = node.Next)
                {
                    if (CoarseClock.Age(now, node.LastCall) >= age)
                        list.Add(node);
                }
            }
        }
    }

    /// <summary>Adds the ages of up to so many activations, chosen by hash and thus arbitrary, to a list.</summary>
    public void SampleAges(List<int> ages, int now, int max)
    {
        lock (_changing)
        {
            foreach (var bucket in _buckets)
            {
                for (var node = bucket; node is not null && max > 0; node = node.Next, max--)
                    ages.Add(CoarseClock.Age(now, node.LastCall));
                if (max == 0)
                    return;
            }
        }
    }

    private void Grow()
    {
        var buckets = new Activation<TActor>?[_buckets.Length * 2];
        foreach (var bucket in _buckets)
        {
            var node = bucket;
            while (node is not null)
            {
                var next = node.Next;
                ref var target = ref buckets[node.Hash & (buckets.Length - 1)];
                Volatile.Write(ref node.Next, target);
                target = node;
                node = next;
            }
        }

        Volatile.Write(ref _buckets, buckets);
    }
}
