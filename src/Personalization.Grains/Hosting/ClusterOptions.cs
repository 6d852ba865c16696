using System.ComponentModel.DataAnnotations;
using System.Net;
using Personalization.Log.Partitions;
using Personalization.Storage;

namespace Personalization.Grains.Hosting;

/// <summary>Which cluster a node belongs to, how it finds the others, and where logs and states are kept.</summary>
public sealed class ClusterOptions : IValidatableObject
{
    /// <summary>The service that states belong to. It never changes, or nothing stored is found again.</summary>
    /// <value>1 to 100 characters. Default: <c>personalization</c>.</value>
    [Required, StringLength(100, MinimumLength = 1)]
    public string ServiceId { get; set; } = "personalization";

    /// <summary>The deployment; nodes of different ones do not see each other.</summary>
    /// <value>1 to 100 characters. Default: <c>default</c>.</value>
    [Required, StringLength(100, MinimumLength = 1)]
    public string ClusterId { get; set; } = "default";

    /// <summary>Whether this process is a silo, or a client of silos elsewhere.</summary>
    /// <value>Silo or Client. Default: Silo.</value>
    [EnumDataType(typeof(ClusterRole))]
    public ClusterRole Role { get; set; }

    /// <summary>How silos find each other.</summary>
    /// <value>Localhost, Database or Redis. Default: Localhost.</value>
    [EnumDataType(typeof(Clustering))]
    public Clustering Clustering { get; set; }

    /// <summary>
    /// The address that other nodes reach this one by; the first of the machine's when absent. Localhost clustering uses 127.0.0.1.
    /// </summary>
    /// <value>An IP address.</value>
    public string? AdvertisedAddress { get; set; }

    /// <summary>The port that silos talk to each other by; never open it to the public. 0 chooses a free one.</summary>
    /// <value>0 to 65535. Default: 11111.</value>
    [Range(0, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port that gateways and other clients reach the silo by; never open it to the public. 0 chooses a free one.</summary>
    /// <value>0 to 65535. Default: 30000.</value>
    [Range(0, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>With localhost clustering, the silo port of the first silo; 0 when this is the first.</summary>
    /// <value>0 to 65535. Default: 0.</value>
    [Range(0, 65535)]
    public int PrimarySiloPort { get; set; }

    /// <summary>With localhost clustering, the gateway port that a client connects to.</summary>
    /// <value>1 to 65535. Default: 30000.</value>
    [Range(1, 65535)]
    public int LocalGatewayPort { get; set; } = 30000;

    /// <summary>How to reach Redis, where it is used.</summary>
    /// <value>A StackExchange.Redis configuration such as <c>redis:6379</c>.</value>
    public string? Redis { get; set; }

    /// <summary>Whether the directory of where grains are is kept in Redis, and not by the silos themselves.</summary>
    /// <value>Default: false.</value>
    public bool RedisDirectory { get; set; }

    /// <summary>How often a silo asks another whether it lives.</summary>
    /// <value>100 milliseconds to 1 minute. Default: 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After how many unanswered questions in a row a silo is held to be dead, and its grains live on elsewhere.</summary>
    /// <value>1 to 20. Default: 3.</value>
    [Range(1, 20)]
    public int MissedProbes { get; set; } = 3;

    /// <summary>After how long without a call or an event a person or a visit leaves memory.</summary>
    /// <value>1 second to 1 day. Default: 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many persons, and as many visits, a partition keeps in memory; beyond it those used least recently leave, idle or not, once they
    /// are saved.
    /// </summary>
    /// <value>1 and more. Default: 1,000,000.</value>
    [Range(1, int.MaxValue)]
    public int MaxResidents { get; set; } = 1_000_000;

    /// <summary>Whether visits that timed out are summed up with an event.</summary>
    /// <value>Default: true.</value>
    public bool SessionEnds { get; set; } = true;

    /// <summary>How long a node that leaves may take to hand over and save.</summary>
    /// <value>1 second to 10 minutes. Default: 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where logs and states are kept.</summary>
    public StoreOptions Storage { get; set; } = new();

    /// <summary>How the event log is kept.</summary>
    public LogOptions Log { get; set; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Clustering == Clustering.Database && Storage.Provider == DatabaseProvider.Sqlite)
        {
            yield return new ValidationResult(
                "Database needs a Storage:Provider that several machines reach: PostgreSql or Oracle", [nameof(Clustering)]);
        }
        if (Storage.Provider != DatabaseProvider.Sqlite && string.IsNullOrWhiteSpace(Storage.ConnectionString))
        {
            yield return new ValidationResult(
                $"must say how to reach {Storage.Provider}", [$"{nameof(Storage)}:{nameof(StoreOptions.ConnectionString)}"]);
        }
        if (string.IsNullOrWhiteSpace(Redis) && (Clustering == Clustering.Redis || RedisDirectory))
        {
            yield return new ValidationResult("must say how to reach Redis, since it is used", [nameof(Redis)]);
        }
        if (AdvertisedAddress is not null && !IPAddress.TryParse(AdvertisedAddress, out _))
        {
            yield return new ValidationResult($"is '{AdvertisedAddress}'; an IP address is expected", [nameof(AdvertisedAddress)]);
        }
    }
}
