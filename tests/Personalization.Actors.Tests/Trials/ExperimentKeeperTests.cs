using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Personalization.Actors.Events;
using Personalization.Actors.Trials;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Trials;

namespace Personalization.Actors.Tests.Trials;

/// <summary>Commands to the keeper of experiments, and a log whose parts fail.</summary>
public sealed class ExperimentKeeperTests
{
    private static readonly ExperimentDefinition s_definition = new()
    {
        ExperimentId = "e",
        Variants = [new VariantDefinition { Key = "a" }, new VariantDefinition { Key = "b" }],
        PrimaryMetric = new MetricDefinition { MetricId = "m", EventType = "purchase" },
    };

    [Fact]
    public async Task Command_that_reached_a_part_of_the_log_and_is_sent_again_leads_to_all_parts()
    {
        var log = new TwoPartLog();
        using var keeper = new ExperimentKeeper(log, new FakeTimeProvider(TestNode.Start));
        await keeper.Apply(new ExperimentCommand { ExperimentId = "e", Action = ExperimentAction.Define, Definition = s_definition });
        await keeper.Apply(new ExperimentCommand { ExperimentId = "e", Action = ExperimentAction.Start });
        log.IsSecondLost = true;
        var decide = new ExperimentCommand { ExperimentId = "e", Action = ExperimentAction.Decide };
        await Assert.ThrowsAsync<LogUnavailableException>(() => keeper.Apply(decide));
        Assert.Equal((3, 2), (log.First.Count, log.Second.Count));

        log.IsSecondLost = false;
        var reply = await keeper.Apply(decide);
        Assert.True(reply.Conflict, reply.Fault);
        Assert.Equal(log.First, log.Second);
    }

    /// <summary>Two parts that keep each id once; the node knows what the first has.</summary>
    private sealed class TwoPartLog : ITrialLog
    {
        private readonly TrialBook _book = new(new TrialOptions());

        public List<string> First { get; } = [];

        public List<string> Second { get; } = [];

        public bool IsSecondLost { get; set; }

        public Task Announce(Event e)
        {
            Keep(First, e);
            _book.Defined(0, JsonSerializer.Deserialize(e.Properties.Utf8.Span, ContractsJson.Default.ExperimentRevision)!);
            if (IsSecondLost)
            {
                throw new LogUnavailableException(LogRefusal.Moved, "gone");
            }
            Keep(Second, e);
            return Task.CompletedTask;
        }

        public Task<T> Read<T>(Func<TrialBook, T> read) => Task.FromResult(read(_book));

        private static void Keep(List<string> part, Event e)
        {
            if (!part.Contains(e.EventId!))
            {
                part.Add(e.EventId!);
            }
        }
    }
}
