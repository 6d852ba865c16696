using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Engine.Profiles;

/// <summary>Everything that is kept of a person. Not thread-safe.</summary>
public sealed class UserState : BehaviorState
{
    private ItemHistory _history;
    private long _spentMilli;

    /// <summary>Visits so far.</summary>
    public int SessionCount { get; private set; }

    /// <summary>Purchases since ever.</summary>
    public int PurchaseCount { get; private set; }

    /// <summary>Time of the latest purchase in seconds since 1970; 0 before the first.</summary>
    public uint LastPurchase { get; private set; }

    /// <summary>Money spent since ever.</summary>
    public double TotalSpent => _spentMilli / 1000.0;

    /// <summary>Items had longer ago than the recent events reach.</summary>
    public ref readonly ItemHistory History => ref _history;

    /// <inheritdoc/>
    protected override void OnEvent(EventKind kind, uint time, Event e, bool beginsSession)
    {
        if (beginsSession)
        {
            SessionCount++;
        }
        if (kind.Is(EventMeaning.Purchase))
        {
            PurchaseCount++;
            _spentMilli += (long)Math.Round((e.Value ?? 0) * 1000);
            LastPurchase = Math.Max(LastPurchase, time);
        }
    }

    /// <inheritdoc/>
    protected override void OnForgotten(RecentEntry left, StateContext context)
    {
        if (left.Item >= 0 && context.Vocabulary.Kinds[left.Kind].Is(EventMeaning.Consumes))
        {
            _history.Add(left);
        }
    }

    /// <inheritdoc/>
    protected override void WriteMore(ByteWriter writer, Vocabulary vocabulary)
    {
        writer.Varint((ulong)SessionCount);
        writer.Varint((ulong)PurchaseCount);
        writer.UInt32(LastPurchase);
        writer.Signed(_spentMilli);
        _history.Write(writer, vocabulary);
    }

    /// <inheritdoc/>
    protected override void ReadMore(ref ByteReader reader, StateContext context)
    {
        SessionCount = reader.Count();
        PurchaseCount = reader.Count();
        LastPurchase = reader.UInt32();
        _spentMilli = reader.Signed();
        _history = ItemHistory.Read(ref reader, context.Vocabulary);
    }
}
