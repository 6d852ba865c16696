using System.Text.Json;
using Personalization.Log.Events;
using Personalization.Contracts.Events;
using Personalization.Tests.Shared;
using Personalization.Tools.Import;

namespace Personalization.Tools.Tests.Import;

public sealed class ImportRunTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 5, 20, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordingTarget _target = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_records_arrive_and_the_checkpoint_goes()
    {
        var run = Run(Source(25), batch: 10);
        var summary = await run.Run();
        Assert.Equal((25, 0, 0), (summary.Events, summary.Failed, summary.ExitCode));
        Assert.Equal([10, 10, 5], _target.EventBatches.Select(batch => batch.Count));
        Assert.False(File.Exists(run.CheckpointPath));
        Assert.False(File.Exists(run.ErrorPath));
    }

    [Fact]
    public async Task Interrupted_import_is_continued_where_it_stopped()
    {
        var source = Source(100);
        using var interrupt = new CancellationTokenSource();
        _target.BeforeEvents = () => { if (_target.EventBatches.Count == 3) interrupt.Cancel(); };
        var summary = await Run(source, batch: 10).Run(interrupt.Token);
        Assert.Equal((true, 30, 130), (summary.Interrupted, summary.Records, summary.ExitCode));
        _target.BeforeEvents = null;
        summary = await Run(source, batch: 10).Run();
        Assert.Equal((30, 100, 70, 0), (summary.Skipped, summary.Records, summary.Events, summary.ExitCode));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"u{i}"), _target.Events.Select(e => e.UserId));
    }

    [Fact]
    public async Task Changed_source_begins_anew()
    {
        _target.StopAfter = 2;
        var summary = await Run(Source(50), batch: 10).Run();
        Assert.Equal((1, "The storage is full."), (summary.ExitCode, summary.Stopped));
        _target.StopAfter = int.MaxValue;
        _target.EventBatches.Clear();
        summary = await Run(Source(51), batch: 10).Run();
        Assert.Equal((0, 51), (summary.Skipped, summary.Events));
    }

    [Fact]
    public async Task Bad_records_go_into_the_error_file_once_even_when_the_import_is_continued()
    {
        var lines = string.Concat(Enumerable.Range(0, 40)
            .Select(i => i % 4 == 1 ? $"u{i},click,never\n" : i % 4 == 2 ? $"u{i},bad,\n" : $"u{i},click,\n"));
        var source = new CsvSource(_folder.File("e.csv", "user_id,event_type,timestamp\n" + lines), ColumnMap.Parse("", ImportKind.Events));
        _target.StopAfter = 2;
        Assert.Equal(1, (await Run(source, batch: 10).Run()).ExitCode);
        _target.StopAfter = int.MaxValue;
        var run = Run(source, batch: 10);
        var summary = await run.Run();
        Assert.Equal((20, 40, 2), (summary.Failed, summary.Records, summary.ExitCode));
        var errors = File.ReadAllLines(run.ErrorPath).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(20, errors.Select(error => error.GetProperty("line").GetInt64()).Distinct().Count());
        Assert.Equal(20, errors.Length);
        Assert.All(
            errors,
            error => Assert.True(error.GetProperty("fault").GetString()!.Length > 0 && error.GetProperty("text").GetString()!.Length > 0));
        Assert.Contains(errors, error => error.TryGetProperty("field", out var field) && field.GetString() == "timestamp");
        Assert.Contains(errors, error => error.GetProperty("fault").GetString() == "event_type bad is not welcome");
    }

    [Fact]
    public async Task Busy_target_is_tried_again_with_growing_pauses()
    {
        var busy = 3;
        _target.BeforeEvents = () => { if (busy-- > 0) throw new TargetBusyException("busy"); };
        var running = Run(Source(5), batch: 10).Run();
        TimeSpan[] pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)];
        foreach (var pause in pauses)
        {
            Assert.Equal(1, _clock.Waiting);
            _clock.Advance(pause - TimeSpan.FromMilliseconds(1));
            Assert.Equal(1, _clock.Waiting);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            await Eventually.True(() => running.IsCompleted || _clock.Waiting == 1, "it pauses again, or is through");
        }
        Assert.Equal(5, (await running).Events);
    }

    [Fact]
    public async Task Items_go_before_the_events_of_their_batch_and_missing_times_are_filled_in()
    {
        var source = new OttoSource(_folder.File("o.jsonl", """{"session":1,"events":[{"aid":5,"ts":1659304800025,"type":"clicks"}]}"""));
        await Run(source, batch: 10).Run();
        Assert.Equal(["items 1", "events 1"], _target.Calls);
        await Run(Source(1), batch: 10).Run();
        Assert.Equal(_clock.GetUtcNow(), _target.Events.Last().Timestamp);
    }

    [Fact]
    public async Task Overloaded_engine_counts_as_busy_and_other_refusals_do_not()
    {
        var target = new EngineTarget(null!, new RefusingStream(LogRefusal.Overloaded), _clock);
        await Assert.ThrowsAsync<TargetBusyException>(async () => await target.Publish([], CancellationToken.None));
        target = new EngineTarget(null!, new RefusingStream(LogRefusal.StorageFull), _clock);
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await target.Publish([], CancellationToken.None));
    }

    [Theory]
    [InlineData(true, "#")]
    [InlineData(false, "records")]
    public async Task Progress_and_summary_are_shown(bool terminal, string expected)
    {
        var output = new StringWriter();
        _target.BeforeEvents = () => _clock.Advance(TimeSpan.FromSeconds(6));
        var options = new ImportOptions { Name = "t", Folder = _folder.Path, BatchSize = 10 };
        await new ImportRun(Source(50), _target, options, _clock, new ImportProgress(output, terminal, _clock)).Run();
        Assert.Contains(expected, output.ToString(), StringComparison.Ordinal);
        Assert.Contains("t: done. 0 items, 50 events", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(terminal, output.ToString().Contains('\r'));
    }

    private CsvSource Source(int count) => new(
        _folder.File($"events{count}.csv", "user_id\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"u{i}\n"))),
        ColumnMap.Parse("event_type=const:click", ImportKind.Events));

    private ImportRun Run(IImportSource source, int batch) => new(source, _target, new ImportOptions
    {
        Name = "t",
        Folder = _folder.Path,
        BatchSize = batch,
        ValidateEvent = e => e.EventType == "bad" ? "event_type bad is not welcome" : null,
    }, _clock);

    private sealed class RefusingStream(LogRefusal refusal) : IEventStream
    {
        public ValueTask<PublishResult> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken = default) =>
            throw new LogUnavailableException(refusal, "No.");
    }
}
