using System.Net;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Experiments;

/// <summary>What tests of experiments ask of a gateway.</summary>
internal static class ExperimentCalls
{
    /// <summary>Carries out a command and waits until every node follows it.</summary>
    public static async Task Lead(this RunningGateway gateway, string id, string verb, string body = "")
    {
        var reply = await gateway.Post($"/api/v1/experiments/{id}/{verb}", body);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        await gateway.Settle();
    }

    /// <summary>Defines an experiment.</summary>
    public static async Task Define(this RunningGateway gateway, string id, string definition)
    {
        var reply = await gateway.Put($"/api/v1/experiments/{id}", definition);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
    }

    /// <summary>Exposed people by variant.</summary>
    public static int[] People(this Reply reply) =>
        [.. reply.Json.GetProperty("variants").EnumerateArray().Select(v => v.GetProperty("people").GetInt32())];
}
