using System.ComponentModel.DataAnnotations;

namespace Personalization.Gateway.Hosting;

/// <summary>What the HTTP door allows.</summary>
internal sealed class GatewayOptions
{
    /// <summary>Where the gateway listens, with semicolons between.</summary>
    /// <value>Default: <c>http://localhost:8080</c>.</value>
    [Required]
    public string Urls { get; set; } = "http://localhost:8080";

    /// <summary>After how long a decision is answered with the fallback list.</summary>
    /// <value>1 millisecond to 1 minute. Default: 50 milliseconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan DecisionDeadline { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The largest body of a JSON request, in bytes.</summary>
    /// <value>1 KiB to 1 GiB. Default: 8 MiB.</value>
    [Range(1024, 1 << 30)]
    public int MaxJsonBytes { get; set; } = 8 << 20;

    /// <summary>The largest body of a streamed NDJSON request, in bytes.</summary>
    /// <value>1 KiB to 100 GiB. Default: 1 GiB.</value>
    [Range(1024, 100L << 30)]
    public long MaxStreamBytes { get; set; } = 1L << 30;

    /// <summary>The longest line of a streamed request, in bytes.</summary>
    /// <value>1 KiB to 64 MiB. Default: 1 MiB.</value>
    [Range(1024, 64 << 20)]
    public int MaxLineBytes { get; set; } = 1 << 20;

    /// <summary>The slowest body that is waited for, in bytes a second, after a grace of <see cref="SlowBodyGrace"/>.</summary>
    /// <value>0 (no limit) and more. Default: 240.</value>
    [Range(0.0, 1e9)]
    public double MinBodyBytesPerSecond { get; set; } = 240;

    /// <summary>For how long a body may be slower.</summary>
    /// <value>1 second to 10 minutes. Default: 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01.001", "00:10:00")]
    public TimeSpan SlowBodyGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most connections at once.</summary>
    /// <value>1 and more. Default: 20,000.</value>
    [Range(1, int.MaxValue)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>How far an event's timestamp may lie ahead of this node's clock.</summary>
    /// <value>0 to 10 days. Default: 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "10.00:00:00")]
    public TimeSpan MaxClockAhead { get; set; } = TimeSpan.FromMinutes(10);
}
