using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Learning;

/// <summary>What is kept of one person in one experiment.</summary>
internal sealed class Exposure(string experimentId, int variant, DateTimeOffset at, string[] segments, PersonTally[] tallies)
{
    public string ExperimentId => experimentId;

    public DateTimeOffset At => at;

    public PersonTally[] Tallies => tallies;

    public ExperimentUnit Person => new(experimentId, variant, segments);
}
