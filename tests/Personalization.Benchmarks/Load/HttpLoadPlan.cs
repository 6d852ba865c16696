using System.Text;

namespace Personalization.Benchmarks.Load;

/// <summary>What a load run sends, where to, and for how long.</summary>
internal sealed record HttpLoadPlan
{
    private const int Version = 1;

    /// <summary>The server's address.</summary>
    /// <value>127.0.0.1 by default.</value>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The server's TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>The requests. Each connection sends them in turn, over and over, each starting at another one.</summary>
    public required IReadOnlyList<LoadRequest> Requests { get; init; }

    /// <summary>How many connections are kept open; each has at most one request in flight.</summary>
    /// <value>1 to 4,096; 48 by default.</value>
    public int Connections { get; init; } = 48;

    /// <summary>How long requests are sent before the measurement starts.</summary>
    /// <value>2 s by default.</value>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long is measured.</summary>
    /// <value>8 s by default.</value>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long after the end answers are still waited for; what is then missing counts as timed out.</summary>
    /// <value>5 s by default.</value>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Requests per second. With a rate the loop is open: requests fall due at even intervals whatever the server does, and latency
    /// counts from that moment, so a stalled server is charged with every request that had to wait. 0 closes the loop: each
    /// connection sends as soon as it has its answer, which finds the highest throughput.
    /// </summary>
    public double RatePerSecond { get; init; }

    /// <summary>Writes the plan in the form that <see cref="ReadFrom"/> reads.</summary>
    public void WriteTo(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Version);
        writer.Write(Host);
        writer.Write(Port);
        writer.Write(Connections);
        writer.Write(WarmUp.Ticks);
        writer.Write(Duration.Ticks);
        writer.Write(Grace.Ticks);
        writer.Write(RatePerSecond);
        writer.Write(Requests.Count);
        foreach (var request in Requests)
        {
            writer.Write(request.Units);
            writer.Write(request.Bytes.Length);
            writer.Write(request.Bytes);
        }
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The stream holds something else.</exception>
    public static HttpLoadPlan ReadFrom(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadInt32() is var version and not Version)
            throw new InvalidDataException($"The load plan has version {version}; this build reads version {Version}.");
        return new HttpLoadPlan
        {
            Host = reader.ReadString(),
            Port = reader.ReadInt32(),
            Connections = reader.ReadInt32(),
            WarmUp = new TimeSpan(reader.ReadInt64()),
            Duration = new TimeSpan(reader.ReadInt64()),
            Grace = new TimeSpan(reader.ReadInt64()),
            RatePerSecond = reader.ReadDouble(),
            Requests = ReadRequests(reader),
        };
    }

    private static LoadRequest[] ReadRequests(BinaryReader reader)
    {
        var requests = new LoadRequest[reader.ReadInt32()];
        for (var i = 0; i < requests.Length; i++)
        {
            var units = reader.ReadInt32();
            requests[i] = new LoadRequest(reader.ReadBytes(reader.ReadInt32()), units);
        }
        return requests;
    }
}
