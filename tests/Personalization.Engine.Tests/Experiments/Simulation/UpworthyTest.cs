namespace Personalization.Engine.Tests.Experiments.Simulation;

/// <summary>One real headline test: its week (year and week, 201325) and the impressions and clicks of its arms.</summary>
internal sealed record UpworthyTest(int Week, long[] Impressions, long Clicks)
{
    public double ClickRate => (double)Clicks / Impressions.Sum();
}
