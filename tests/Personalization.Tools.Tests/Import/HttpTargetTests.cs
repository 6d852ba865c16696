using System.Net;
using System.Net.Http.Headers;
using Personalization.Contracts.Events;
using Personalization.Tools.Import;

namespace Personalization.Tools.Tests.Import;

public sealed class HttpTargetTests
{
    private static readonly Event[] s_events =
    [
        new() { EventType = "click", UserId = "a" }, new() { EventType = "click", UserId = "b" },
        new() { EventType = "click", UserId = "c" }
    ];

    [Fact]
    public async Task Events_are_posted_as_one_object_a_line()
    {
        var engine = new FakeEngine(HttpStatusCode.OK, """{"accepted":3,"duplicates":2}""");
        var reply = await engine.Target.Publish(s_events, CancellationToken.None);
        Assert.Equal((2, 0), (reply.Duplicates, reply.Rejections.Count));
        Assert.Equal(("/api/v1/events", "application/x-ndjson"), (engine.Path, engine.ContentType));
        Assert.Equal(["a", "b", "c"], engine.Body!.TrimEnd('\n')
            .Split('\n')
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("user_id").GetString()));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.MultiStatus)]
    public async Task Rejected_records_are_told_by_their_index(HttpStatusCode status)
    {
        var engine = new FakeEngine(status, """{"rejected":[{"index":1,"field":"user_id","fault":"too long"},{"index":99,"fault":"?"}]}""");
        var reply = await engine.Target.Publish(s_events, CancellationToken.None);
        Assert.Equal([new ImportRejection(1, "user_id", "too long")], reply.Rejections);
    }

    [Fact]
    public async Task Refusal_without_a_list_concerns_the_whole_batch()
    {
        var reply = await new FakeEngine(HttpStatusCode.BadRequest, """{"title":"Bad","detail":"no"}""")
            .Target.Publish(s_events, CancellationToken.None);
        Assert.Equal([0, 1, 2], reply.Rejections.Select(rejection => rejection.Index));
        Assert.All(reply.Rejections, rejection => Assert.Equal("no", rejection.Fault));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Busy_engine_says_how_long_to_wait(HttpStatusCode status)
    {
        var engine = new FakeEngine(status, "") { RetryAfter = TimeSpan.FromSeconds(7) };
        var busy = await Assert.ThrowsAsync<TargetBusyException>(async () => await engine.Target.Publish(s_events, CancellationToken.None));
        Assert.Equal(TimeSpan.FromSeconds(7), busy.After);
    }

    [Fact]
    public async Task Engine_that_does_not_answer_counts_as_busy_and_one_that_forbids_does_not()
    {
        await Assert.ThrowsAsync<TargetBusyException>(async () =>
            await new FakeEngine(null, "").Target.Publish(s_events, CancellationToken.None));
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
            await new FakeEngine(HttpStatusCode.Unauthorized, "").Target.Publish(s_events, CancellationToken.None));
    }

    private sealed class FakeEngine(HttpStatusCode? status, string answer) : HttpMessageHandler
    {
        public HttpTarget Target => new(new HttpClient(this) { BaseAddress = new Uri("http://localhost/") }, TimeProvider.System);

        public string? Path { get; private set; }

        public string? ContentType { get; private set; }

        public string? Body { get; private set; }

        public TimeSpan? RetryAfter { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (status is null)
            {
                throw new HttpRequestException("Connection refused");
            }
            Path = request.RequestUri!.AbsolutePath;
            ContentType = request.Content!.Headers.ContentType!.MediaType;
            Body = await request.Content.ReadAsStringAsync(cancellationToken);
            var response = new HttpResponseMessage(status.Value) { Content = new StringContent(answer) };
            response.Headers.RetryAfter = RetryAfter is { } after ? new RetryConditionHeaderValue(after) : null;
            return response;
        }
    }
}
