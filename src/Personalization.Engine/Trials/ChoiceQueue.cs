using Personalization.Contracts.Bandits;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Trials;

/// <summary>
/// The choices of bandits that wait for their rewards, oldest first. A choice is told once, when its window has passed, with the sum of its rewards: were rewards told as they
/// come and their absence at the end, every new arm would look better than it is. Time is that of the log.
/// </summary>
internal sealed class ChoiceQueue(TrialOptions options)
{
    // Rewards of decisions that nobody ever made must not push choices out.
    private const int MostEarly = 10;

    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, string DecisionId)> _order = new();
    private int _early;

    public int Count => _waiting.Count - _early;

    public void Add(long position, string decisionId, BanditChoiceRecord choice, DateTimeOffset at, ITrialSink sink)
    {
        if (!_waiting.TryGetValue(decisionId, out var waiting))
        {
            Enqueue(decisionId, new Waiting(at) { Choice = choice });
        }
        else if (waiting.Choice is null)
        {
            waiting.Choice = choice;
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
        if (!_waiting.TryGetValue(decisionId, out var choice))
        {
            if (_early >= options.WaitingChoices / MostEarly)
            {
                return;
            }
            _early++;
            Enqueue(decisionId, choice = new Waiting(at));
        }
        if (choice.Rewards.Add(eventId))
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
            writer.Byte(waiting.Choice is null ? (byte)0 : (byte)1);
            if (waiting.Choice is { } choice)
            {
                ChoiceCodec.Write(writer, choice);
            }
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
        _early = 0;
        for (var left = reader.Count(); left > 0; left--)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(reader.Signed());
            var decisionId = reader.Text();
            var waiting = new Waiting(at) { Choice = reader.Byte() == 0 ? null : ChoiceCodec.Read(ref reader) };
            waiting.Sum = reader.Double();
            _early += waiting.Choice is null ? 1 : 0;
            for (var rewards = reader.Count(); rewards > 0; rewards--)
            {
                waiting.Rewards.Add(reader.Text());
            }
            _waiting[decisionId] = waiting;
            _order.Enqueue((at, decisionId));
        }
    }

    private void Enqueue(string decisionId, Waiting waiting)
    {
        _waiting[decisionId] = waiting;
        _order.Enqueue((waiting.At, decisionId));
    }

    private void EndOldest(long position, ITrialSink sink)
    {
        if (!_waiting.Remove(_order.Dequeue().DecisionId, out var ended))
        {
            return;
        }
        if (ended.Choice is { } choice)
        {
            sink.Rewarded(position, choice, ended.Sum);
        }
        else
        {
            _early--;
        }
    }

    private sealed class Waiting(DateTimeOffset at)
    {
        public BanditChoiceRecord? Choice { get; set; }

        public DateTimeOffset At => at;

        public HashSet<string> Rewards { get; } = new(1, StringComparer.Ordinal);

        public double Sum { get; set; }
    }
}
