using System.Collections.Concurrent;
using System.Text;
using Personalization.Embedded.Journaling;
using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Tests.Journaling;

/// <summary>A journal in a folder of its own whose consumer notes what it gets; it can be closed and opened again.</summary>
internal sealed class JournalFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly JournalOptions _options;
    private DataFolder? _folder;
    private Journal? _journal;

    public JournalFixture(JournalOptions? options = null)
    {
        _options = options ?? new();
        Open();
    }

    public Journal Journal => _journal!;

    public string Folder => _temporary.Path;

    /// <summary>New entries in the order in which the consumer got them.</summary>
    public ConcurrentQueue<(long Position, string Text)> Consumed { get; } = new();

    /// <summary>Runs before a group is consumed.</summary>
    public Func<ValueTask> BeforeConsuming { get; set; } = () => ValueTask.CompletedTask;

    public static JournalBatch Batch(params string[] texts)
    {
        var batch = new JournalBatch();
        foreach (var text in texts)
            batch.Add(1, 0, Encoding.UTF8.GetBytes(text));
        return batch;
    }

    public static JournalBatch BatchWithIds(params ulong[] ids)
    {
        var batch = new JournalBatch();
        foreach (var id in ids)
            batch.Add(2, id, Encoding.UTF8.GetBytes($"id {id}"));
        return batch;
    }

    public string[] Stored(long from = 0) => [.. Journal.Read(from).Select(entry => Encoding.UTF8.GetString(entry.Data.Span))];

    public void Open()
    {
        _folder = DataFolder.Open(_temporary.Path);
        _journal = Journal.Open(_folder, _options, Consume);
    }

    public async ValueTask Close()
    {
        if (_journal is not null)
            await _journal.DisposeAsync();
        _folder?.Dispose();
        _journal = null;
        _folder = null;
    }

    public async ValueTask Reopen()
    {
        await Close();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        _temporary.Dispose();
    }

    private async ValueTask Consume(IReadOnlyList<CommittedBatch> group)
    {
        await BeforeConsuming();
        foreach (var batch in group)
        {
            var position = batch.FirstPosition;
            for (var i = 0; i < batch.Count; i++)
            {
                if (!batch.IsDuplicate(i))
                    Consumed.Enqueue((position++, Encoding.UTF8.GetString(batch.Data(i).Span)));
            }

            batch.Complete();
        }
    }
}
