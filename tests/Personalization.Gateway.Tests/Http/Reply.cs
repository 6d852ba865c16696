using System.Net;
using System.Text.Json;

namespace Personalization.Gateway.Tests.Http;

/// <summary>An answer that was read to its end.</summary>
internal sealed record Reply(HttpStatusCode Status, string? Type, string Text, TimeSpan? RetryAfter)
{
    /// <summary>The answer as JSON.</summary>
    public JsonElement Json { get; } = Type?.EndsWith("json", StringComparison.Ordinal) == true
        ? JsonDocument.Parse(Text).RootElement.Clone()
        : default;

    public static async Task<Reply> Read(HttpResponseMessage response) =>
        new(
            response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(),
            response.Headers.RetryAfter?.Delta);

    public int Number(string member) => Json.GetProperty(member).GetInt32();

    public string String(string member) => Json.GetProperty(member).GetString()!;

    /// <summary>The ids of the answered items, in order.</summary>
    public string[] ItemIds() => [.. Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("item_id").GetString()!)];

    /// <summary>Checks for accepted, duplicate and rejected events.</summary>
    public Reply AssertCounts(int accepted, int duplicates, int rejected)
    {
        Assert.True(Type == "application/json", Text);
        Assert.Equal((accepted, duplicates, rejected), (Number("accepted"), Number("duplicates"), Number("rejected")));
        Assert.Equal(accepted + duplicates > 0 || rejected == 0 ? HttpStatusCode.OK : HttpStatusCode.BadRequest, Status);
        Assert.Equal(Math.Min(rejected, 100), Json.GetProperty("errors").GetArrayLength());
        return this;
    }

    /// <summary>Checks that the error with this place in the list concerns that event and field.</summary>
    public Reply AssertError(int at, int index, string field, params string[] fragments)
    {
        var error = Json.GetProperty("errors")[at];
        Assert.Equal((index, field), (error.GetProperty("index").GetInt32(), error.GetProperty("field").GetString()));
        Assert.All(fragments, fragment => Assert.Contains(fragment, error.GetProperty("message").GetString(), StringComparison.Ordinal));
        return this;
    }

    /// <summary>Checks for problem details with this status, whose detail contains the fragments.</summary>
    public Reply AssertProblem(HttpStatusCode status, params string[] fragments)
    {
        Assert.True(status == Status, $"{(int)Status}: {Text}");
        Assert.Equal("application/problem+json", Type);
        Assert.Equal((int)status, Number("status"));
        Assert.NotEmpty(String("title"));
        Assert.StartsWith("/", String("instance"), StringComparison.Ordinal);
        Assert.All(fragments, fragment => Assert.Contains(fragment, String("detail"), StringComparison.Ordinal));
        Assert.True(String("detail").Length < 1000, "The answer repeats what was sent.");
        return this;
    }

    /// <summary>Checks for problem details about a field of the request.</summary>
    public Reply AssertFaulty(string field, params string[] fragments)
    {
        AssertProblem(HttpStatusCode.BadRequest, fragments);
        Assert.Equal(field, String("field"));
        Assert.StartsWith(field + ": ", String("detail"), StringComparison.Ordinal);
        return this;
    }
}
