using Personalization.Actors.Snapshots;
using Personalization.Embedded.Snapshots;
using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Tests.Snapshots;

public sealed class SnapshotStoreTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private DataFolder _folder;
    private SnapshotStore _store;

    public SnapshotStoreTests()
    {
        _folder = DataFolder.Open(_temporary.Path);
        _store = SnapshotStore.Open(_folder);
    }

    [Fact]
    public void Written_snapshot_is_read_back_after_reopening()
    {
        _store.Write(Row("user", "ann", 7, 1, 2, 3));
        _store.Write(Row("user", new string('ä', 400), 9));
        Reopen();
        Assert.True(_store.TryRead("user", "ann", out var snapshot));
        Assert.Equal(7, snapshot.Position);
        Assert.Equal([1, 2, 3], snapshot.State);
        Assert.True(_store.TryRead("user", new string('ä', 400), out snapshot));
        Assert.Empty(snapshot.State);
        Assert.False(_store.TryRead("session", "ann", out _));
        Assert.Equal(9, _store.HighestPosition);
    }

    [Fact]
    public void Later_write_replaces_the_earlier()
    {
        _store.Write(Row("user", "ann", 7, 1));
        _store.Write(Row("user", "ann", 8, 2));
        Assert.True(_store.TryRead("user", "ann", out var snapshot));
        Assert.Equal(8, snapshot.Position);
        Assert.Equal([2], snapshot.State);
        Assert.Equal(1, _store.Count("user"));
    }

    [Fact]
    public void Failure_half_way_leaves_neither_rows_nor_values()
    {
        _store.Write([Row("user", "ann", 1, 1)], new Dictionary<string, string> { ["checkpoint"] = "1" });
        Assert.Throws<InvalidTimeZoneException>(() => _store.Write(Failing(5_000), new Dictionary<string, string> { ["checkpoint"] = "2" }));
        Reopen();
        Assert.Equal(1, _store.Count("user"));
        Assert.Equal("1", _store.Value("checkpoint"));
        Assert.Equal(1, _store.HighestPosition);
    }

    [Fact]
    public void Failure_half_way_of_a_write_in_chunks_keeps_whole_chunks_and_no_values()
    {
        Assert.Throws<InvalidTimeZoneException>(
            () => _store.Write(Failing(2_500), new Dictionary<string, string> { ["checkpoint"] = "2" }, atomic: false));
        Assert.Equal(2_000, _store.Count("user"));
        Assert.Null(_store.Value("checkpoint"));
    }

    [Fact]
    public void Write_in_chunks_stores_every_row_and_the_values()
    {
        _store.Write(Enumerable.Range(0, 3_000).Select(i => Row("user", $"{i:d4}", i)), new Dictionary<string, string> { ["checkpoint"] = "2" }, atomic: false);
        Assert.Equal(3_000, _store.Count("user"));
        Assert.Equal(("2", 2_999), (_store.Value("checkpoint"), _store.HighestPosition));
    }

    [Fact]
    public void Scan_gives_one_kind_in_key_order()
    {
        _store.Write([Row("user", "b", 1), Row("user", "a", 2), Row("item", "c", 3), Row("user", "ä", 4)]);
        Assert.Equal(["a", "b", "ä"], _store.Scan("user").Select(row => row.Key));
        Assert.Equal(["b", "ä"], _store.Scan("user", "a").Select(row => row.Key));
    }

    [Fact]
    public void Deleted_snapshot_is_gone()
    {
        _store.Write(Row("user", "ann", 7, 1));
        Assert.True(_store.Delete("user", "ann"));
        Assert.False(_store.Delete("user", "ann"));
        Assert.False(_store.TryRead("user", "ann", out _));
    }

    [Fact]
    public void Flush_keeps_what_was_written()
    {
        _store.Write(Row("user", "ann", 7, 1));
        using var scan = _store.Scan("user").GetEnumerator();
        Assert.True(scan.MoveNext());
        _store.Flush();
        Assert.True(_store.TryRead("user", "ann", out _));
    }

    [Fact]
    public async Task Reads_beside_writes_see_whole_snapshots()
    {
        _store.Write(Row("user", "ann", 0, 0, 0));
        var done = false;
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var last = 0L;
            while (!Volatile.Read(ref done))
            {
                Assert.True(_store.TryRead("user", "ann", out var snapshot));
                Assert.True(snapshot.Position >= last);
                last = snapshot.Position;
                Assert.Equal([(byte)last, (byte)last], snapshot.State);
            }
        })).ToArray();
        for (var i = 1; i <= 300; i++)
            _store.Write(Row("user", "ann", i, (byte)i, (byte)i));
        Volatile.Write(ref done, true);
        await Task.WhenAll(readers);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
        _temporary.Dispose();
    }

    private static SnapshotRow Row(string kind, string key, long position, params byte[] state) => new(kind, key, position, state);

    private static IEnumerable<SnapshotRow> Failing(int after)
    {
        for (var i = 0; i < after; i++)
            yield return Row("user", $"{i}", 1_000 + i, 1);
        throw new InvalidTimeZoneException();
    }

    private void Reopen()
    {
        _store.Dispose();
        _folder.Dispose();
        _folder = DataFolder.Open(_temporary.Path);
        _store = SnapshotStore.Open(_folder);
    }
}
