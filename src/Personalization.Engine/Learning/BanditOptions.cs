using System.ComponentModel.DataAnnotations;

namespace Personalization.Engine.Learning;

/// <summary>How experiments and bandits learn from the log.</summary>
public sealed class BanditOptions
{
    /// <summary>How long after a choice its rewards are waited for; a choice without one counts as a reward of 0 then.</summary>
    /// <value>1 second to 30 days; 10 minutes by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan RewardWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many choices of a part of the log wait for their rewards at most; beyond, the oldest end early.</summary>
    /// <value>100 to 10,000,000; 200,000 by default.</value>
    [Range(100, 10_000_000)]
    public int WaitingChoices { get; set; } = 200_000;

    /// <summary>How many items a bandit learns of one by one; of further ones it knows what it knows of all.</summary>
    /// <value>2 to 10,000; 200 by default.</value>
    [Range(2, 10_000)]
    public int Arms { get; set; } = 200;

    /// <summary>After how long what bandits learnt counts half.</summary>
    /// <value>1 hour to 100 years; 30 days by default.</value>
    [Range(typeof(TimeSpan), "01:00:00", "36500.00:00:00")]
    public TimeSpan HalfLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How probable it may be that an item that always earns the same is ever taken for changed and learnt anew. Changes are looked for in
    /// the share of choices that chance makes.
    /// </summary>
    /// <value>0 to 0.1; 0 analyses for none; 0.001 by default.</value>
    [Range(0.0, 0.1)]
    public double ChangeSignificance { get; set; } = 0.001;
}
