using Personalization.Contracts.Experiments;
using Personalization.Engine.Binary;
using Personalization.Engine.Learning;

namespace Personalization.Engine.Tests.Learning;

public sealed class OutcomeAttributionTests
{
    [Fact]
    public void People_are_counted_once_and_their_events_within_the_window_alone()
    {
        var log = new LearningLog();
        log.Expose("early", 0, 0);
        log.Define(LearningLog.Definition());
        log.Buy("p1", 5, 0);
        log.Expose("p1", 0, 1, covariate: 3);
        log.Expose("p1", 1, 2);
        log.Expose("p22", 1, 2);
        log.Buy("p1", 10, 3);
        log.Buy("p1", 7, 30);
        log.Buy("p1", 100, 61.5);
        log.Buy("nobody", 9, 5);
        var tally = Follow(log).Experiments["x"];
        Assert.Equal([1, 1], tally.People);
        var figures = tally.Figures();
        Assert.Equal((1, 1.0, 1.0), (figures.Sums["buys"][0].Count, figures.Sums["buys"][0].Value, figures.Sums["buys"][0].ValueSquared));
        Assert.Equal(
            (17.0, 289.0, 51.0),
            (figures.Sums["money"][0].Value, figures.Sums["money"][0].ValueSquared, figures.Sums["money"][0].ValueCovariate));
        Assert.Equal((1, 0.0), (figures.Sums["money"][1].Count, figures.Sums["money"][1].Value));
        Assert.Equal(["new", "returning"], tally.Segments(1).Select(static s => s.Segment));
    }

    [Fact]
    public void Paused_experiment_goes_on_counting_and_a_decided_one_does_not()
    {
        var log = new LearningLog();
        log.Define(LearningLog.Definition());
        log.Expose("p", 0, 1);
        log.Define(LearningLog.Definition(2, ExperimentState.Paused));
        log.Buy("p", 10, 3);
        log.Define(LearningLog.Definition(3, ExperimentState.Decided));
        log.Buy("p", 10, 4);
        log.Define(LearningLog.Definition(2, ExperimentState.Running));
        var experiments = Follow(log);
        Assert.Equal(10, experiments.Experiments["x"].Figures().Sums["money"][0].Value);
        Assert.Equal(
            (ExperimentState.Decided, 3),
            (experiments.Experiments["x"].Latest.Definition.State, experiments.Experiments["x"].History.Count));
        Assert.Empty(experiments.Running);
    }

    [Fact]
    public void Choice_is_learnt_from_once_with_all_its_rewards_when_its_window_has_passed()
    {
        var log = new LearningLog();
        log.Choose("d1", "one", 0);
        log.Choose("d2", "two", 1);
        log.Reward("d1", 0.5, 2);
        log.Reward("d1", 0.5, 3);
        log.Reward("d1", 0.25, 3, "purchase");
        log.Reward("unknown", 1, 3);
        var experiments = Follow(log);
        Assert.Empty(experiments.Placements);
        log.Choose("d3", "one", 10.5);
        log.Reward("d1", 1, 10.6, "late");
        experiments = Follow(log);
        var bandit = experiments.Bandit("hero");
        Assert.Equal((1, true), (bandit.Observations, bandit.IsRewarded));
        Assert.Equal(0.75, experiments.Placement("hero")!.Table["one"].Mean);
        log.Choose("d4", "one", 20.6);
        experiments = Follow(log);
        bandit = experiments.Bandit("hero");
        Assert.Equal((3, 0.0), (bandit.Observations, experiments.Placement("hero")!.Table["two"].Mean));
    }

    [Fact]
    public void Reward_that_overtakes_its_choice_counts_and_one_of_no_choice_does_not()
    {
        var log = new LearningLog();
        log.Reward("d1", 1, 0);
        log.Reward("never", 1, 0);
        log.Choose("d1", "one", 0.1);
        log.Choose("d2", "one", 20);
        var experiments = Follow(log);
        var bandit = experiments.Bandit("hero");
        Assert.Equal((1, 1.0), (bandit.Observations, experiments.Placement("hero")!.Table["one"].Mean));
    }

    [Fact]
    public void More_choices_than_may_wait_end_the_oldest_early()
    {
        var log = new LearningLog();
        for (var i = 0; i < 105; i++)
        {
            log.Choose($"d{i}", "one", 0);
        }
        var (trails, experiments) =
            (new OutcomeAttribution(new BanditOptions { WaitingChoices = 100 }), new ExperimentReadModel(new BanditOptions()));
        foreach (var logged in log.Events)
        {
            trails.Observe(logged, experiments);
        }
        experiments.Publish();
        Assert.Equal((100, 5), (trails.WaitingChoices, experiments.Bandit("hero").Observations));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parts_that_are_saved_sent_and_merged_lead_to_what_one_log_leads_to(int seed)
    {
        var random = new Random(seed);
        var log = new LearningLog();
        log.Define(LearningLog.Definition());
        for (var i = 0; i < 2000; i++)
        {
            var person = $"p{random.Next(200)}";
            switch (random.Next(4))
            {
                case 0: log.Expose(person, random.Next(2), i * 0.05, random.Next(5)); break;
                case 1: log.Buy(person, random.Next(1, 50), i * 0.05); break;
                case 2: log.Choose($"d{i}", $"arm{random.Next(5)}", i * 0.05, random.NextDouble()); break;
                default: log.Reward($"d{random.Next(i + 1)}", 1, i * 0.05); break;
            }
        }
        var whole = Follow(log);

        // Four parts by subject, each with its writer, who is replaced now and then by one that starts from saved trails; a follower who
        // hears of everything twice.
        var merged = new ExperimentReadModel(new BanditOptions());
        var trails = Enumerable.Range(0, 4).Select(static _ => new OutcomeAttribution(new BanditOptions())).ToArray();
        var applied = new long[4];
        var writer = new LearningWriter();
        foreach (var logged in log.Events)
        {
            var subject = logged.Event.UserId ?? Personalization.Engine.Events.EventSubject.Of(logged.Event.EventId!);
            for (var part = 0; part < 4; part++)
            {
                if (logged.Event.EventType != Personalization.Contracts.Events.EventTypes.Experiment
                    && part != Math.Abs(StableHash(subject)) % 4)
                {
                    continue;
                }
                if (random.Next(50) == 0)
                {
                    trails[part] = Copy(trails[part]);
                }
                trails[part].Observe(logged, writer);
                var data = writer.Take();
                LearningReader.Read(data, applied[part], merged);
                applied[part] = logged.Position + 1;
                Assert.Equal(0, LearningReader.Read(data, applied[part], merged));
            }
        }
        Assert.Equal(whole.Experiments["x"].People, merged.Experiments["x"].People);
        foreach (var (metric, sums) in whole.Experiments["x"].Figures().Sums)
        {
            // All numbers are whole here, so the sums agree exactly.
            Assert.Equal(sums, merged.Experiments["x"].Figures().Sums[metric]);
        }
        var stored = new ExperimentReadModel(new BanditOptions());
        foreach (var (key, state) in merged.TakeUnsaved())
        {
            stored.Read(key, state);
        }
        Assert.Equal(whole.Experiments["x"].Figures().Sums["money"], stored.Experiments["x"].Figures().Sums["money"]);
        merged.Publish();
        Assert.Equal(merged.Bandit("hero").Observations, stored.Bandit("hero").Observations);
    }

    private static ExperimentReadModel Follow(LearningLog log)
    {
        var (trails, experiments) = (new OutcomeAttribution(new BanditOptions()), new ExperimentReadModel(new BanditOptions()));
        foreach (var logged in log.Events)
        {
            trails.Observe(logged, experiments);
        }
        experiments.Publish();
        return experiments;
    }

    private static OutcomeAttribution Copy(OutcomeAttribution trails)
    {
        var writer = new ByteWriter();
        trails.Write(writer);
        var copy = new OutcomeAttribution(new BanditOptions());
        var reader = new ByteReader(writer.Written);
        copy.Read(ref reader);
        Assert.True(reader.AtEnd);
        return copy;
    }

    private static int StableHash(string text) => text.Aggregate(17, static (hash, c) => unchecked((hash * 31) + c) & 0xfffffff);
}
