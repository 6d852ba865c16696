using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Personalization.Log.Events;
using Personalization.Log.Experiments;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Learning;

namespace Personalization.Log.Tests.Experiments;

/// <summary>Commands to the handler of experiments, and a log whose parts fail.</summary>
public sealed class ExperimentCommandHandlerTests
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
        using var handler = new ExperimentCommandHandler(log, new FakeTimeProvider(TestNode.Start));
        await handler.Apply(new ExperimentCommand { ExperimentId = "e", Action = ExperimentAction.Define, Definition = s_definition });
        await handler.Apply(new ExperimentCommand { ExperimentId = "e", Action = ExperimentAction.Start });
        log.IsSecondLost = true;
        var decide = new ExperimentCommand { ExperimentId = "e", Action = ExperimentAction.Decide };
        await Assert.ThrowsAsync<LogUnavailableException>(() => handler.Apply(decide));
        Assert.Equal((3, 2), (log.First.Count, log.Second.Count));

        log.IsSecondLost = false;
        var reply = await handler.Apply(decide);
        Assert.True(reply.Conflict, reply.Fault);
        Assert.Equal(log.First, log.Second);
    }

    /// <summary>Two parts that keep each id once; the node knows what the first has.</summary>
    private sealed class TwoPartLog : IExperimentLog
    {
        private readonly ExperimentReadModel _book = new(new BanditOptions());

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

        public Task<T> Read<T>(Func<ExperimentReadModel, T> read) => Task.FromResult(read(_book));

        private static void Keep(List<string> part, Event e)
        {
            if (!part.Contains(e.EventId!))
            {
                part.Add(e.EventId!);
            }
        }
    }
}
