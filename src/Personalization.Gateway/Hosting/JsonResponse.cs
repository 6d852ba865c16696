using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Personalization.Gateway.Hosting;

/// <summary>Writes JSON answers in one piece, with their length.</summary>
internal static class JsonResponse
{
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? t_scratch;

    /// <summary>Answers with <paramref name="value"/>.</summary>
    public static Task Write<T>(HttpContext http, T value, JsonTypeInfo<T> type) =>
        Write(http, (value, type), static (writer, arg) => JsonSerializer.Serialize(writer, arg.value, arg.type));

    /// <summary>Answers with what <paramref name="write"/> writes.</summary>
    public static Task Write<TArg>(HttpContext http, TArg arg, Action<Utf8JsonWriter, TArg> write)
    {
        var (buffer, writer) = t_scratch ??= Create();
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer, arg);
        writer.Flush();
        var response = http.Response;
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        var to = response.BodyWriter;
        to.Write(buffer.WrittenSpan);
        if (buffer.Capacity > 1 << 20)
        {
            t_scratch = null;
        }
        var flushing = to.FlushAsync();
        return flushing.IsCompletedSuccessfully ? Task.CompletedTask : flushing.AsTask();
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) Create()
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        return (buffer, new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            SkipValidation = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }));
    }
}
