using Personalization.Log.Partitions;
using Personalization.Contracts.Events;
using Personalization.Engine;
using Personalization.Engine.Recommenders;

namespace Personalization.Log.Tests.Partitions;

/// <summary>Follows what a partition observes about items, and keeps it as text.</summary>
internal sealed class LogFollower(int partition, EngineNode node)
{
    public long Position { get; private set; }

    public List<string> Observed { get; } = [];

    public void Follow(Func<long, PartitionUpdates?> updates)
    {
        while (updates(Position) is var next)
        {
            Assert.NotNull(next);
            Assert.Equal(partition, next.Partition);
            if (next.NextPosition <= Position)
            {
                return;
            }
            foreach (var piece in next.Observations)
            {
                var reader = new ObservationReader(piece.Span, node.ReadModels.Vocabulary);
                while (reader.Next(out var observation))
                {
                    if (observation.Position >= Position)
                    {
                        Observed.Add(Text(observation, node.ReadModels.Vocabulary));
                    }
                }
            }
            Position = next.NextPosition;
        }
    }

    /// <summary>What somebody observes who sees the whole log without interruption.</summary>
    public static List<string> Expected(IEnumerable<LoggedEvent> log, EngineNode node)
    {
        var trails = new ItemObserver(node.ReadModels.Vocabulary, node.Options.Signals);
        var observed = new List<string>();
        foreach (var logged in log)
        {
            if (trails.Observe(logged, out var observation))
            {
                observed.Add(Text(observation, node.ReadModels.Vocabulary));
            }
        }
        return observed;
    }

    private static string Text(in ItemObservation o, Vocabulary vocabulary)
    {
        return $"{o.Position} {vocabulary.Items[o.Item]} {o.Kind.Name} {o.Time} {o.Value} visit {Names(o.InVisit)} basket "
            + $"{Names(o.InBasket)}";

        string Names(in Companions c) => !c.IsNew ? "-" : string.Join(',', c.Earlier.ToArray().Select(i => vocabulary.Items[i]));
    }
}
