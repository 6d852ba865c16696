using Personalization.Contracts.Bandits;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Engine.Trials;

/// <summary>
/// The choices of bandits that wait for their rewards, oldest first. A choice is told once, when its window has passed, with the sum of its rewards: were rewards told as they
/// come and their absence at the end, every new arm would look better than it is. Time is that of the log. There may be hundreds of thousands, so each is one array of bytes.
/// </summary>
internal sealed class ChoiceQueue(TrialOptions options)
{
    // Rewards of decisions that nobody ever made must not push choices out.
    private const int MostEarly = 10;

    private readonly EventIdHash _hash = new(0x63686f6963657321, 0x7761697469696e67);
    private readonly Dictionary<ulong, Waiting> _waiting = [];
    private readonly Queue<(long At, ulong Decision)> _order = new();
    private readonly ByteWriter _writer = new(256);
    private int _early;

    public int Count => _waiting.Count - _early;

    public void Add(long position, string decisionId, BanditChoiceRecord choice, DateTimeOffset at, ITrialSink sink)
    {
        var decision = _hash.Of(decisionId);
        choice = choice with { At = at.ToUnixTimeMilliseconds() };
        if (!_waiting.TryGetValue(decision, out var waiting))
        {
            Enqueue(decision, at, new Waiting(Encode(choice), 0, null));
        }
        else if (waiting.Choice is null)
        {
            _waiting[decision] = waiting with { Choice = Encode(choice) };
            _early--;
        }
        while (_waiting.Count > options.WaitingChoices)
        {
            EndOldest(position, sink);
        }
    }

    /// <summary>
    /// Adds a reward; each event once, and none after the window. One that overtook its choice, which is told behind the decision and maybe from another node, waits for it.
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
            Enqueue(decision, at, choice = new Waiting(null, 0, null));
        }
        var rewards = choice.Rewards ?? [];
        var id = _hash.Of(eventId);
        if (!rewards.Contains(id))
        {
            rewards.Add(id);
            _waiting[decision] = choice with { Sum = choice.Sum + reward, Rewards = rewards };
        }
    }

    public void Expire(long position, DateTimeOffset now, ITrialSink sink)
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
            writer.Block(waiting.Choice);
            writer.Double(waiting.Sum);
            writer.Varint((ulong)(waiting.Rewards?.Count ?? 0));
            for (var i = 0; i < (waiting.Rewards?.Count ?? 0); i++)
            {
                writer.UInt64(waiting.Rewards![i]);
            }
        }
    }

    public void Read(ref ByteReader reader)
    {
        _waiting.Clear();
        _order.Clear();
        _early = 0;
        for (var left = reader.Count(); left > 0; left--)
        {
            var (at, decision, choice, sum) = (reader.Signed(), reader.UInt64(), reader.Block().ToArray(), reader.Double());
            var count = reader.Count(8);
            var rewards = count > 0 ? new List<ulong>(count) : null;
            for (var i = 0; i < count; i++)
            {
                rewards!.Add(reader.UInt64());
            }
            _early += choice.Length == 0 ? 1 : 0;
            _waiting[decision] = new Waiting(choice.Length == 0 ? null : choice, sum, rewards);
            _order.Enqueue((at, decision));
        }
    }

    private byte[] Encode(BanditChoiceRecord choice)
    {
        _writer.Clear();
        ChoiceCodec.Write(_writer, choice);
        return _writer.ToArray();
    }

    private void Enqueue(ulong decision, DateTimeOffset at, Waiting waiting)
    {
        _waiting[decision] = waiting;
        _order.Enqueue((at.ToUnixTimeMilliseconds(), decision));
    }

    private void EndOldest(long position, ITrialSink sink)
    {
        if (!_waiting.Remove(_order.Dequeue().Decision, out var ended))
        {
            return;
        }
        if (ended.Choice is null)
        {
            _early--;
            return;
        }
        var reader = new ByteReader(ended.Choice);
        sink.Rewarded(position, ChoiceCodec.Read(ref reader), ended.Sum);
    }

    private readonly record struct Waiting(byte[]? Choice, double Sum, List<ulong>? Rewards);
}
