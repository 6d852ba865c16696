using Personalization.Contracts.Bandits;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Trials;

/// <summary>
/// The choices of bandits that wait for their rewards, oldest first. A choice is told once, when its window has passed, with the sum of its rewards: were rewards told as they
/// come and their absence at the end, every new arm would look better than it is. Time is that of the log.
/// </summary>
internal sealed class ChoiceQueue(TrialOptions options)
{
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, string DecisionId)> _order = new();

    public int Count => _waiting.Count;

    public void Add(long position, string decisionId, BanditChoiceRecord choice, DateTimeOffset at, ITrialSink sink)
    {
        if (_waiting.TryAdd(decisionId, new Waiting(choice, at)))
        {
            _order.Enqueue((at, decisionId));
        }
        while (_waiting.Count > options.WaitingChoices)
        {
            EndOldest(position, sink);
        }
    }

    /// <summary>Adds a reward; each event once, and none after the window.</summary>
    public void Reward(string decisionId, string eventId, double reward)
    {
        if (_waiting.TryGetValue(decisionId, out var choice) && choice.Rewards.Add(eventId))
        {
            choice.Sum += reward;
        }
    }

    public void Expire(long position, DateTimeOffset now, ITrialSink sink)
    {
        while (_order.TryPeek(out var oldest) && now - oldest.At > options.RewardWindow)
        {
            EndOldest(position, sink);
        }
    }

    public void Write(ByteWriter writer)
    {
        writer.Varint((ulong)_order.Count);
        foreach (var (at, decisionId) in _order)
        {
            var waiting = _waiting[decisionId];
            writer.Signed(at.ToUnixTimeMilliseconds());
            writer.Text(decisionId);
            ChoiceCodec.Write(writer, waiting.Choice);
            writer.Double(waiting.Sum);
            writer.Varint((ulong)waiting.Rewards.Count);
            foreach (var reward in waiting.Rewards)
            {
                writer.Text(reward);
            }
        }
    }

    public void Read(ref ByteReader reader)
    {
        _waiting.Clear();
        _order.Clear();
        for (var left = reader.Count(); left > 0; left--)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(reader.Signed());
            var decisionId = reader.Text();
            var waiting = new Waiting(ChoiceCodec.Read(ref reader), at) { Sum = reader.Double() };
            for (var rewards = reader.Count(); rewards > 0; rewards--)
            {
                waiting.Rewards.Add(reader.Text());
            }
            _waiting[decisionId] = waiting;
            _order.Enqueue((at, decisionId));
        }
    }

    private void EndOldest(long position, ITrialSink sink)
    {
        if (_waiting.Remove(_order.Dequeue().DecisionId, out var choice))
        {
            sink.Rewarded(position, choice.Choice, choice.Sum);
        }
    }

    private sealed class Waiting(BanditChoiceRecord choice, DateTimeOffset at)
    {
        public BanditChoiceRecord Choice => choice;

        public DateTimeOffset At => at;

        public HashSet<string> Rewards { get; } = new(1, StringComparer.Ordinal);

        public double Sum { get; set; }
    }
}
