using System.ComponentModel.DataAnnotations;
using Personalization.Actors;
using Personalization.Embedded.Hosting;
using Personalization.Embedded.Journaling;

namespace Personalization.Embedded;

/// <summary>How the engine runs in one process.</summary>
public class EmbeddedOptions
{
    /// <summary>The folder that holds the engine's files; made when it is missing.</summary>
    /// <value>Default: <c>data</c> in the current folder.</value>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>How often changed states are written behind.</summary>
    /// <value>100 milliseconds to 1 hour. Default: 20 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>After how long without a call an actor leaves memory.</summary>
    /// <value>1 second to 1 day. Default: 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether visits that timed out are summed up with an event.</summary>
    /// <value>Default: true.</value>
    public bool SessionEnds { get; set; } = true;

    /// <summary>How many threads apply a large batch of events; 0 stands for the number of processors, at most 8.</summary>
    /// <value>0 to 64. Default: 0.</value>
    [Range(0, 64)]
    public int ApplyThreads { get; set; }

    /// <summary>The log of events and catalogue changes.</summary>
    public JournalOptions Journal { get; set; } = new();

    /// <summary>How many actors stay in memory.</summary>
    public ActorHostOptions Actors { get; set; } = new();

    /// <summary>What the engine keeps, learns and decides.</summary>
    public NodeOptions Node { get; set; } = new();
}
