using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Personalization.Engine.Events;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Hosting;

/// <summary>Bodies that hold one object, or an array of such.</summary>
internal static class OneOrMany
{
    private const int Most = 10_000;

    /// <summary>Reads and checks a body.</summary>
    /// <param name="http">The request.</param>
    /// <param name="mostBytes">The largest body.</param>
    /// <param name="one">The object's form.</param>
    /// <param name="many">The array's form.</param>
    /// <param name="name">What the objects are called in faults.</param>
    /// <param name="check">The fault of an object.</param>
    /// <returns>The objects, 1 to 10,000; <see langword="null"/> when they are at fault, which was answered.</returns>
    public static async Task<T[]?> Read<T>(
        HttpContext http, int mostBytes, JsonTypeInfo<T> one, JsonTypeInfo<T[]> many, string name, Func<T, Fault?> check)
    {
        T[] found;
        try
        {
            found = await RequestBody.Read(http, mostBytes, (one, many), static (json, form) => Parse(json, form.one, form.many));
        }
        catch (JsonException fault)
        {
            await Problem.Malformed(http, fault);
            return null;
        }
        if (FaultOf(found, name, check) is { } first)
        {
            await Problem.Faulty(http, first);
            return null;
        }
        return found;
    }

    private static Fault? FaultOf<T>(T[] found, string name, Func<T, Fault?> check)
    {
        if (found.Length is 0 or > Most)
        {
            return new Fault(name, $"are {found.Length}; 1 to {Most} are allowed at once");
        }
        for (var i = 0; i < found.Length; i++)
        {
            if ((found[i] is null ? new Fault("", "is null; an object is expected") : check(found[i])) is { } fault)
            {
                return found.Length == 1 ? fault : new Fault($"{name}[{i}].{fault.Field}".TrimEnd('.'), fault.Message);
            }
        }
        return null;
    }

    private static T[] Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> one, JsonTypeInfo<T[]> many)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.TokenType == JsonTokenType.StartArray
            ? JsonSerializer.Deserialize(json, many)!
            : [JsonSerializer.Deserialize(json, one) ?? throw new JsonException("An object is expected.")];
    }
}
