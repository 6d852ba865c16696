using System.Text.Json;

namespace Personalization.Gateway.Tests.Hosting;

/// <summary>An OpenAPI document, and what in it or in an answer does not fit it.</summary>
internal sealed class ApiDocument(JsonElement document)
{
    /// <summary>The operations below a path.</summary>
    public IEnumerable<(string Name, JsonElement Operation)> Operations(string below) => document.GetProperty("paths").EnumerateObject()
        .Where(path => path.Name.StartsWith(below, StringComparison.Ordinal))
        .SelectMany(static path => path.Value.EnumerateObject()
            .Select(method => ($"{method.Name.ToUpperInvariant()} {path.Name}", method.Value)));

    /// <summary>The schema of an operation's answer.</summary>
    public JsonElement Answer(string method, string path, int status, string type)
    {
        var responses = document.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant()).GetProperty("responses");
        return responses.GetProperty($"{status}").GetProperty("content").GetProperty(type).GetProperty("schema");
    }

    /// <summary>Whether a schema says something: a type, and of an object or an array what is in it.</summary>
    public bool IsTelling(JsonElement holder)
    {
        if (!holder.TryGetProperty("schema", out var schema))
        {
            return false;
        }
        return Says(schema);

        bool Says(JsonElement one)
        {
            one = Resolve(one);
            if (one.TryGetProperty("oneOf", out var some))
            {
                return some.GetArrayLength() > 0 && some.EnumerateArray().All(Says);
            }
            return Types(one) switch
            {
                [] => one.TryGetProperty("enum", out _),
                var types when types.Contains("object") =>
                    one.TryGetProperty("properties", out _) || one.TryGetProperty("additionalProperties", out _),
                var types when types.Contains("array") => one.TryGetProperty("items", out var items) && Says(items),
                _ => true,
            };
        }
    }

    /// <summary>What of a value its schema does not know, or misses.</summary>
    public IEnumerable<string> Faults(JsonElement value, JsonElement schema, string at)
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("oneOf", out var some))
        {
            var tried = some.EnumerateArray().Select(one => Faults(value, one, at).ToArray()).ToArray();
            return tried.MinBy(static faults => faults.Length)!;
        }
        var types = Types(schema);
        var type = value.ValueKind switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Null => "null",
            JsonValueKind.Number => types.Contains("integer") && value.TryGetInt64(out _) ? "integer" : "number",
            _ => "boolean",
        };
        if (types.Length > 0 && !types.Contains(type))
        {
            return [$"{at} is {type}, not {string.Join(" or ", types)}"];
        }
        return type switch
        {
            "object" => Members(value, schema, at),
            "array" => value.EnumerateArray().SelectMany((item, i) => Faults(item, schema.GetProperty("items"), $"{at}[{i}]")),
            "string" when schema.TryGetProperty("enum", out var names)
                && !names.EnumerateArray().Any(name => name.GetString() == value.GetString()) =>
                [$"{at} is {value}, which the schema does not name"],
            _ => [],
        };
    }

    private IEnumerable<string> Members(JsonElement value, JsonElement schema, string at)
    {
        var isOpen = !schema.TryGetProperty("properties", out var known);
        if (schema.TryGetProperty("required", out var required))
        {
            var names = required.EnumerateArray().Select(static name => name.GetString()!);
            foreach (var name in names.Where(name => !value.TryGetProperty(name, out _)))
            {
                yield return $"{at}.{name} is missing";
            }
        }
        foreach (var member in value.EnumerateObject())
        {
            if (!isOpen && known.TryGetProperty(member.Name, out var own))
            {
                foreach (var fault in Faults(member.Value, own, $"{at}.{member.Name}"))
                {
                    yield return fault;
                }
            }
            else if (schema.TryGetProperty("additionalProperties", out var others))
            {
                foreach (var fault in Faults(member.Value, others, $"{at}.{member.Name}"))
                {
                    yield return fault;
                }
            }
            else if (!isOpen)
            {
                yield return $"{at}.{member.Name} is not in the schema";
            }
        }
    }

    private JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(document, static (part, name) => part.GetProperty(name));
        }
        return schema;
    }

    private static string[] Types(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(static one => one.GetString()!)] : [type.GetString()!];
}
