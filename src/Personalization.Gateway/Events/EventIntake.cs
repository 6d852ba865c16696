using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Personalization.Log.Events;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Gateway.Metrics;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Events;

/// <summary>Takes events in: reads, checks, stamps with id and time, publishes. Thread-safe.</summary>
internal sealed class EventIntake(
    IEventStream stream, EventRules rules, EventAdmission admission, GatewayMetrics metrics, TimeProvider time)
{
    private readonly string _idPrefix = "evt_" + Convert.ToHexString(RandomNumberGenerator.GetBytes(6)).ToLowerInvariant() + "_";
    private long _lastId;

    /// <summary>Reads one event on which <paramref name="reader"/> stands into the receipt's next chunk, or notes its fault.</summary>
    public void Read(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, EventReceipt receipt) =>
        Take(EventReader.Read(json, ref reader, out var fault), fault, receipt);

    /// <summary>Reads one line of a stream.</summary>
    public void ReadLine(ReadOnlySpan<byte> line, EventReceipt receipt)
    {
        receipt.Lines++;
        line = line.Trim(" \t\r\n"u8);
        if (line.IsEmpty)
        {
            return;
        }
        Event? e;
        Fault? fault;
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 32 });
            reader.Read();
            e = EventReader.Read(line, ref reader, out fault);
            if (reader.Read())
            {
                throw new JsonException("more follows behind the object");
            }
        }
        catch (JsonException broken)
        {
            receipt.Reject("event", $"is no well-formed JSON: {Problem.Reason(broken)}");
            return;
        }
        Take(e, fault, receipt);
    }

    /// <summary>Publishes the receipt's full chunks, and with <paramref name="last"/> what remains.</summary>
    public void Publish(EventReceipt receipt, bool last)
    {
        while (receipt.TakeChunk(last) is { } chunk)
        {
            receipt.Publishing(stream.KeepsOrder ? stream.Publish(chunk) : new(InTurn(receipt.Latest, chunk)));
        }
    }

    /// <summary>Counts what became of the events.</summary>
    public void Count(EventReceipt receipt) => metrics.Events(receipt.Accepted, receipt.Duplicates, receipt.Rejected);

    // Over messages, one chunk of a body after the other: what somebody did stays in order.
    private async Task<PublishResult> InTurn(Task earlier, List<Event> chunk)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await stream.Publish(chunk);
    }

    private void Take(Event? e, Fault? fault, EventReceipt receipt)
    {
        var now = time.GetUtcNow();
        fault ??= rules.Check(e!, now);
        if (fault is not null)
        {
            receipt.Reject(fault.Field, fault.Message);
        }
        else
        {
            receipt.Add(e!.EventId is not null && e.Timestamp is not null ? e : Stamp(e, now));
        }
    }

    private Event Stamp(Event e, DateTimeOffset now) => e with
    {
        EventId = e.EventId ?? _idPrefix + Interlocked.Increment(ref _lastId).ToString("x", CultureInfo.InvariantCulture),
        Timestamp = e.Timestamp ?? now,
        // With the same copy; the log would make another one.
        Facts = admission.FactsOf(e),
    };
}
