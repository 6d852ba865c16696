using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Benchmarks.Load;

namespace Personalization.Benchmarks.Drill;

/// <summary>
/// People who act and are shown things, at a fixed rate whatever the cluster does, through its gateway. A client tries again for up to half
/// a minute, as clients should; the time of a request is that of all its attempts, from the moment when it was due.
/// </summary>
internal sealed class DrillLoad(DrillOptions options, string gateway) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1) })
    {
        BaseAddress = new Uri(gateway),
        Timeout = TimeSpan.FromSeconds(10),
        DefaultRequestVersion = HttpVersion.Version11,
    };

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly List<LatencyHistogram> _seconds = [];
    private long _requests;
    private long _failed;
    private long _retried;
    private long _fallbacks;
    private long _eventNumber;

    /// <summary>What was acknowledged.</summary>
    public DrillLedger Ledger { get; } = new();

    /// <summary>Requests that have ended.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Requests that failed after all attempts.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Attempts beyond the first.</summary>
    public long Retried => Volatile.Read(ref _retried);

    /// <summary>Decisions answered with the fallback list.</summary>
    public long Fallbacks => Volatile.Read(ref _fallbacks);

    /// <summary>Seconds since the load began.</summary>
    public double Now => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Sends until cancelled, then waits for what is under way.</summary>
    public Task Run(CancellationToken cancel) => Task.WhenAll(
        Pace(options.EventRequestsPerSecond, SendEvents, cancel), Pace(options.DecisionsPerSecond, Decide, cancel));

    /// <summary>The 99th percentile of the requests that ended between two moments, in milliseconds.</summary>
    public double P99Ms(double from, double to)
    {
        var all = new LatencyHistogram();
        lock (_gate)
        {
            for (var second = (int)from; second < Math.Min((int)to, _seconds.Count); second++)
                all.Add(_seconds[second]);
        }
        return all.PercentileNs(99) / 1e6;
    }

    /// <summary>Each second: its number, requests that ended, median, 99th percentile and the slowest in milliseconds.</summary>
    public string[] Timeline()
    {
        lock (_gate)
        {
            return [.. _seconds.Select(static (second, i) => string.Create(
                CultureInfo.InvariantCulture,
                $"{i}\t{second.Count}\t{second.PercentileNs(50) / 1e6:F1}\t{second.PercentileNs(99) / 1e6:F1}\t"
                + $"{second.PercentileNs(100) / 1e6:F1}"))];
        }
    }

    /// <summary>How many events of a person the cluster has counted.</summary>
    public async Task<long> Count(string person)
    {
        using var answer = await Insist(() => _http.GetAsync($"/api/v1/users/{person}"));
        using var body = JsonDocument.Parse(await answer!.Content.ReadAsStreamAsync());
        return body.RootElement.GetProperty("event_count").GetInt64();
    }

    public void Dispose() => _http.Dispose();

    private static async Task Pace(int perSecond, Func<long, Task> send, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var pending = new List<Task>();
        for (var i = 0L; !cancel.IsCancellationRequested; i++)
        {
            var due = started + (i * Stopwatch.Frequency / perSecond);
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, CancellationToken.None);
            pending.Add(send(due));
            if (pending.Count % 1000 == 0)
                pending.RemoveAll(static t => t.IsCompletedSuccessfully);
        }
        await Task.WhenAll(pending);
    }

    private async Task SendEvents(long due)
    {
        var first = Interlocked.Add(ref _eventNumber, options.EventsPerRequest) - options.EventsPerRequest;
        var lines = new StringBuilder();
        for (var i = 0; i < options.EventsPerRequest; i++)
        {
            var number = first + i;
            lines.Append(
                CultureInfo.InvariantCulture,
                $"{{\"event_id\":\"e{number}\",\"event_type\":\"page_view\",\"user_id\":\"{Person(number)}\","
                + $"\"item_id\":\"i{number % 997}\"}}\n");
        }
        var body = Encoding.UTF8.GetBytes(lines.ToString());
        using var answer = await Insist(() =>
        {
            var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/x-ndjson");
            return _http.PostAsync("/api/v1/events", content);
        });
        Record(due, answer is not null);
        for (var i = 0; i < options.EventsPerRequest; i++)
        {
            if (answer is null)
                Ledger.Unknown(Person(first + i), 1);
            else
                Ledger.Acknowledged(Person(first + i), 1);
        }
    }

    private async Task Decide(long due)
    {
        using var answer = await Insist(() => _http.GetAsync($"/api/v1/recommendations?user={Person(due)}&count=10"));
        Record(due, answer is not null);
        if (answer is not null && (await answer.Content.ReadAsStringAsync()).Contains("\"fallback\":true", StringComparison.Ordinal))
            Interlocked.Increment(ref _fallbacks);
    }

    private async Task<HttpResponseMessage?> Insist(Func<Task<HttpResponseMessage>> send)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                var answer = await send();
                if (answer.IsSuccessStatusCode)
                    return answer;
                answer.Dispose();
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                // Tried again like an answer that asks for it.
            }
            if (Stopwatch.GetElapsedTime(started) > s_patience)
                return null;
            Interlocked.Increment(ref _retried);
            await Task.Delay(200);
        }
    }

    private void Record(long due, bool succeeded)
    {
        var now = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _requests);
        if (!succeeded)
            Interlocked.Increment(ref _failed);
        var second = (int)Stopwatch.GetElapsedTime(_start, now).TotalSeconds;
        lock (_gate)
        {
            while (_seconds.Count <= second)
                _seconds.Add(new LatencyHistogram());
            _seconds[second].RecordSpan(due, now);
        }
    }

    private string Person(long number) => $"p{(ulong)(number * 2654435761L) % (ulong)options.Persons}";
}
