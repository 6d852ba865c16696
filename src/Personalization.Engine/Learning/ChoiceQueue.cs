using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Engine.Learning;

/// <summary>
/// The choices of bandits that wait for their rewards, oldest first. A choice is told once, when its window has passed, with the sum of its
/// rewards: were rewards told as they come and their absence at the end, every new arm would look better than it is. Time is that of the
/// log. There may be hundreds of thousands, so each is a place in the bytes that it came in, and the table of them holds no references,
/// which the garbage collector would have to follow again and again.
/// </summary>
internal sealed class ChoiceQueue(BanditOptions options)
{
    /// <summary>Goes on with other options.</summary>
    public void Use(BanditOptions other) => options = other;

    // Rewards of decisions that nobody ever made must not push choices out.
    private const int MostEarly = 10;

    private readonly EventIdHash _hash = new(0x63686f6963657321, 0x7761697469696e67);
    private readonly Dictionary<ulong, Waiting> _waiting = [];
    private readonly Dictionary<ulong, List<ulong>> _rewards = [];
    private readonly Dictionary<int, (byte[] Bytes, int Choices)> _batches = [];
    private readonly Queue<(long At, ulong Decision)> _order = new();
    private int _lastBatch;
    private int _early;

    public int Count => _waiting.Count - _early;

    /// <summary>Takes the choices of a batch.</summary>
    public void Add(long position, byte[] batch, ILearningSink sink)
    {
        var number = ++_lastBatch;
        _batches[number] = (batch, 1);
        for (var offset = 0; offset < batch.Length;)
        {
            var (decision, start, length) = ChoiceBatch.Next(batch, ref offset);
            Add(_hash.Of(decision), number, start, length);
        }
        Release(number);
        while (_waiting.Count > options.WaitingChoices)
        {
            EndOldest(position, sink);
        }
    }

    /// <summary>
    /// Adds a reward; each event once, and none after the window. One that overtook its choice, which is told behind the decision and maybe
    /// from another node, waits for it.
    /// </summary>
    public void Reward(string decisionId, string eventId, double reward, DateTimeOffset at)
    {
        var decision = _hash.Of(decisionId);
        if (!_waiting.TryGetValue(decision, out var choice))
        {
            if (_early >= options.WaitingChoices / MostEarly)
            {
                return;
            }
            _early++;
            Enqueue(decision, at.ToUnixTimeMilliseconds(), choice = default);
        }
        if (!_rewards.TryGetValue(decision, out var rewards))
        {
            _rewards[decision] = rewards = new List<ulong>(1);
        }
        var id = _hash.Of(eventId);
        if (!rewards.Contains(id))
        {
            rewards.Add(id);
            _waiting[decision] = choice with { Sum = choice.Sum + reward };
        }
    }

    public void Expire(long position, DateTimeOffset now, ILearningSink sink)
    {
        var last = now.ToUnixTimeMilliseconds() - (long)options.RewardWindow.TotalMilliseconds;
        while (_order.TryPeek(out var oldest) && oldest.At < last)
        {
            EndOldest(position, sink);
        }
    }

    public void Write(ByteWriter writer)
    {
        writer.Varint((ulong)_order.Count);
        foreach (var (at, decision) in _order)
        {
            var waiting = _waiting[decision];
            writer.Signed(at);
            writer.UInt64(decision);
            writer.Block(Bytes(waiting));
            writer.Double(waiting.Sum);
            var rewards = _rewards.GetValueOrDefault(decision);
            writer.Varint((ulong)(rewards?.Count ?? 0));
            for (var i = 0; i < (rewards?.Count ?? 0); i++)
            {
                writer.UInt64(rewards![i]);
            }
        }
    }

    public void Read(ref ByteReader reader)
    {
        _waiting.Clear();
        _rewards.Clear();
        _batches.Clear();
        _order.Clear();
        (_early, _lastBatch) = (0, 0);
        var all = new ByteWriter(4096);
        for (var left = reader.Count(); left > 0; left--)
        {
            var (at, decision) = (reader.Signed(), reader.UInt64());
            var choice = reader.Block();
            Enqueue(decision, at, new Waiting(choice.Length == 0 ? 0 : 1, all.Length, choice.Length, reader.Double()));
            all.Raw(choice);
            _early += choice.Length == 0 ? 1 : 0;
            for (var count = reader.Count(8); count > 0; count--)
            {
                (_rewards.TryGetValue(decision, out var rewards) ? rewards : _rewards[decision] = new List<ulong>(1)).Add(reader.UInt64());
            }
        }
        if (Count > 0)
        {
            _batches[++_lastBatch] = (all.ToArray(), Count);
        }
    }

    private void Add(ulong decision, int batch, int start, int length)
    {
        var isEarly = _waiting.TryGetValue(decision, out var known);
        if (isEarly && known.Batch != 0)
        {
            return;
        }
        var (bytes, choices) = _batches[batch];
        _batches[batch] = (bytes, choices + 1);
        if (isEarly)
        {
            _early--;
            _waiting[decision] = known with { Batch = batch, Start = start, Length = length };
            return;
        }
        Enqueue(decision, new ByteReader(bytes.AsSpan(start, length)).Signed(), new Waiting(batch, start, length, 0));
    }

    private ReadOnlySpan<byte> Bytes(Waiting waiting) =>
        waiting.Batch == 0 ? default : _batches[waiting.Batch].Bytes.AsSpan(waiting.Start, waiting.Length);

    // The bytes go with the last choice in them.
    private void Release(int batch)
    {
        var (bytes, choices) = _batches[batch];
        if (choices == 1)
        {
            _batches.Remove(batch);
            return;
        }
        _batches[batch] = (bytes, choices - 1);
    }

    private void Enqueue(ulong decision, long at, Waiting waiting)
    {
        _waiting[decision] = waiting;
        _order.Enqueue((at, decision));
    }

    private void EndOldest(long position, ILearningSink sink)
    {
        var decision = _order.Dequeue().Decision;
        if (!_waiting.Remove(decision, out var ended))
        {
            return;
        }
        _rewards.Remove(decision);
        if (ended.Batch == 0)
        {
            _early--;
            return;
        }
        var reader = new ByteReader(Bytes(ended));
        sink.Rewarded(position, ChoiceCodec.Read(ref reader), ended.Sum);
        Release(ended.Batch);
    }

    // A choice lies in the bytes of a batch; batch 0 stands for one that is yet to come.
    private readonly record struct Waiting(int Batch, int Start, int Length, double Sum);
}
