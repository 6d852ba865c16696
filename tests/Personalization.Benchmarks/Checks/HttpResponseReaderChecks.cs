using System.Text;
using Personalization.Benchmarks.Load;

namespace Personalization.Benchmarks.Checks;

/// <summary>The reader of answers, with answers cut at every place.</summary>
internal static class HttpResponseReaderChecks
{
    private const string Fixed = "HTTP/1.1 200 OK\r\nDate: x\r\ncontent-length: 11\r\nServer: K\r\n\r\nhello world";
    private const string Chunked =
        "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\nT: v\r\n\r\n";
    private const string Refused = "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 5\r\nConnection: close\r\n\r\nlater";
    private const string Empty = "HTTP/1.1 204 No Content\r\n\r\n";
    private const string Continued = "HTTP/1.1 100 Continue\r\n\r\n" + Fixed;

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.Of("Answers cut at any two places are read to their end and no further", CutAnywhere),
        Check.Of("A refusal leaves its status, its body's start and that the connection closes", RefusalIsKept),
        Check.Of("An answer without a length, a second answer and garbage are refused", FaultsAreRefused),
    ];

    private static void CutAnywhere()
    {
        var reader = new HttpResponseReader();
        foreach (var (answer, status) in new[] { (Fixed, 200), (Chunked, 201), (Empty, 204), (Continued, 200), (Refused, 429) })
        {
            var bytes = Encoding.ASCII.GetBytes(answer);
            for (var first = 0; first < bytes.Length; first++)
            {
                for (var second = first; second < bytes.Length; second++)
                {
                    var early = (first > 0 && reader.Feed(bytes.AsSpan(0, first)))
                        || (second > first && reader.Feed(bytes.AsSpan(first..second)));
                    Check.That(!early, $"status {status} ends early when cut at {first} and {second}");
                    Check.That(reader.Feed(bytes.AsSpan(second)), $"status {status} does not end when cut at {first} and {second}");
                    Check.That(reader.Status == status, $"status {reader.Status} instead of {status}");
                }
            }
        }
    }

    private static void RefusalIsKept()
    {
        var reader = new HttpResponseReader();
        reader.Feed(Encoding.ASCII.GetBytes(Fixed));
        Check.That(reader.Sample == "hello world" && !reader.Closes, $"the first answer's body is '{reader.Sample}'");
        reader.Feed(Encoding.ASCII.GetBytes(Fixed.Replace("hello", "other", StringComparison.Ordinal)));
        Check.That(reader.Sample == "hello world", "a later answer's body replaces the first one's");
        reader.Feed(Encoding.ASCII.GetBytes(Refused));
        Check.That(
            (reader.Status, reader.Sample, reader.Closes) == (429, "later", true), $"{reader.Status} '{reader.Sample}' {reader.Closes}");
    }

    private static void FaultsAreRefused()
    {
        foreach (var fault in new[]
        {
            "HTTP/1.1 200 OK\r\n\r\n", Fixed + "H", "SSH-2.0-x\r\n\r\n", Chunked.Replace("5\r", "g\r", StringComparison.Ordinal)
        })
        {
            try
            {
                new HttpResponseReader().Feed(Encoding.ASCII.GetBytes(fault));
            }
            catch (InvalidDataException)
            {
                continue;
            }
            Check.That(false, $"accepts {fault}");
        }
    }
}
