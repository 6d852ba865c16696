using System.Text;
using Personalization.Log.Snapshots;
using Personalization.Storage.Tests.Stores;

namespace Personalization.Storage.Tests.Snapshots;

/// <summary>What every store of snapshots must do.</summary>
public abstract class SnapshotStoreContract : StoresContract
{
    private ISnapshotStore Snapshots => Stores.Snapshots;

    [Fact]
    public async Task Written_state_is_read_back()
    {
        await Snapshots.Write([Row("user", "ann", 7, 1, 2, 3), Row("user", "bob", 8)]);
        var ann = await Open().Snapshots.Read("user", "ann");
        Assert.Equal(("user", "ann", 7L), (ann!.Value.Kind, ann.Value.Key, ann.Value.Position));
        Assert.Equal([1, 2, 3], ann.Value.State.ToArray());
        Assert.Empty((await Snapshots.Read("user", "bob"))!.Value.State.ToArray());
        Assert.Null(await Snapshots.Read("session", "ann"));
        Assert.Null(await Snapshots.Read("user", "Ann"));
    }

    [Fact]
    public async Task State_of_an_earlier_or_equal_position_is_left_out()
    {
        await Snapshots.Write([Row("user", "ann", 5, 5), Row("user", "bob", 5, 5), Row("user", "eve", 5, 5)]);
        await Snapshots.Write([Row("user", "ann", 4, 1), Row("user", "bob", 5, 1), Row("user", "eve", 6, 6)]);
        Assert.Equal(["ann:5:5", "bob:5:5", "eve:6:6"], await Scan("user"));
    }

    [Fact]
    public async Task Key_that_comes_twice_in_one_write_leads_to_its_latest_state()
    {
        await Snapshots.Write([Row("user", "ann", 5, 1), Row("user", "ann", 9, 2), Row("user", "ann", 9, 3), Row("user", "ann", 7, 4)]);
        Assert.Equal(["ann:9:2"], await Scan("user"));
    }

    [Fact]
    public async Task Slice_of_a_larger_array_is_written_alone()
    {
        byte[] array = [1, 2, 3, 4];
        await Snapshots.Write([new("user", "ann", 1, array.AsMemory(1, 2))]);
        Assert.Equal([2, 3], (await Snapshots.Read("user", "ann"))!.Value.State.ToArray());
    }

    [Fact]
    public async Task Writers_at_once_leave_the_latest_state_of_every_key()
    {
        const int keys = 40, rounds = 25;
        var writers = Enumerable.Range(0, 4).Select(async writer =>
        {
            var snapshots = Open(options => options.WriteRows = 7).Snapshots;
            var random = new Random(writer);
            for (var round = 0; round < rounds; round++)
            {
                var position = (round * 4) + writer;
                var rows = Enumerable.Range(0, keys).Select(key => Row("user", $"u{key:00}", position, (byte)position)).ToArray();
                random.Shuffle(rows);
                await snapshots.Write(rows);
            }
        });
        await Task.WhenAll(writers);
        Assert.Equal(Enumerable.Range(0, keys).Select(key => $"u{key:00}:99:99"), await Scan("user"));
    }

    [Fact]
    public Task Failure_half_way_leaves_nothing() => AssertNothingLeft(null);

    [Fact]
    public Task Keys_are_scanned_in_the_order_of_their_bytes() => AssertOrder(null);

    [Fact]
    public async Task Thousands_of_states_are_written_and_scanned_whole()
    {
        var rows = Enumerable.Range(0, 3_000).Select(i => Row("item", $"i{i:0000}", i, (byte)i)).ToArray();
        await Snapshots.Write(rows);
        Assert.Equal(rows.Select(Text), await Scan("item"));
        Assert.Equal(rows[2_000..].Select(Text), await Scan("item", "i1999"));
    }

    [Fact]
    public async Task Large_states_are_written_and_scanned()
    {
        var state = new byte[5_000_000];
        new Random(1).NextBytes(state);
        await Snapshots.Write([.. Enumerable.Range(0, 5).Select(i => new SnapshotRow("trails", $"t{i}", 1, state))]);
        var count = 0;
        await foreach (var row in Snapshots.Scan("trails"))
        {
            Assert.True(row.State.Span.SequenceEqual(state));
            count++;
        }

        Assert.Equal(5, count);
    }

    [Theory]
    [InlineData("'; DROP TABLE personalization_snapshot; --")]
    [InlineData("\"quoted\" \\ @id :id $1 ? {0}")]
    [InlineData("tab\tand\nline")]
    public async Task Hostile_key_is_data(string key)
    {
        await Snapshots.Write([Row("o'kind", key, 1, 7), Row("o'kind", key + "x", 1, 8)]);
        Assert.Equal([7], (await Snapshots.Read("o'kind", key))!.Value.State.ToArray());
        Assert.Equal([key + "x:1:8"], await Scan("o'kind", key));
    }

    [Fact]
    public async Task Key_of_512_characters_is_stored()
    {
        foreach (var key in new[] { new string('ä', 512), string.Concat(Enumerable.Range(0, 256).Select(_ => "🔑")) })
        {
            await Snapshots.Write([Row("user", key, 1, 1)]);
            Assert.NotNull(await Snapshots.Read("user", key));
        }
    }

    [Fact]
    public async Task Empty_key_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Snapshots.Write([Row("user", "", 1)]).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => Snapshots.Write([Row("", "ann", 1)]).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => Snapshots.Read("user", "").AsTask());
        await Snapshots.Write([]);
    }

    [Fact]
    public async Task States_of_some_keys_are_read_at_once_without_those_that_are_missing()
    {
        var users = Enumerable.Range(0, 1_000).Select(static i => Row("user", $"u{i:0000}", i, (byte)i));
        await Snapshots.Write([.. users, Row("session", "u0001", 5, 1)]);
        string[] keys = ["u0999", "nobody", "u0000", "U0001", "u0500"];
        var rows = await Snapshots.ReadMany("user", keys);
        Assert.All(rows, static row => Assert.Equal("user", row.Kind));
        Assert.Equal(["u0000:0:0", "u0500:500:244", "u0999:999:231"], rows.Select(Text).Order(StringComparer.Ordinal));
        Assert.Equal(1_000, (await Snapshots.ReadMany("user", [.. Enumerable.Range(0, 1_000).Select(static i => $"u{i:0000}")])).Count);
        Assert.Empty(await Snapshots.ReadMany("user", []));
        Assert.Empty(await Snapshots.ReadMany("item", keys));
    }

    [Theory]
    [InlineData("'; DROP TABLE personalization_snapshot; --")]
    [InlineData("{u1,\"u2\"} \\ NULL")]
    [InlineData("鍵 🔑")]
    public async Task Hostile_key_is_data_for_reading_and_removing_many_too(string key)
    {
        await Snapshots.Write([Row("user", key, 1, 7), Row("user", "ann", 1, 8)]);
        Assert.Equal([key + ":1:7"], (await Snapshots.ReadMany("user", [key])).Select(Text));
        await Snapshots.Delete("user", [key]);
        Assert.Equal(["ann:1:8"], await Scan("user"));
    }

    [Fact]
    public async Task Removed_states_are_gone_and_may_be_written_again_from_any_position()
    {
        await Snapshots.Write([Row("user", "ann", 5, 1), Row("user", "bob", 5, 1), Row("user", "eve", 5, 1), Row("session", "ann", 5, 1)]);
        await Snapshots.Delete("user", ["ann", "nobody", "eve", "ann"]);
        await Snapshots.Delete("user", []);
        Assert.Equal(["bob:5:1"], await Scan("user"));
        Assert.Null(await Snapshots.Read("user", "ann"));
        Assert.NotNull(await Snapshots.Read("session", "ann"));
        await Snapshots.Write([Row("user", "ann", 2, 2)]);
        Assert.Equal(["ann:2:2", "bob:5:1"], await Scan("user"));
    }

    [Fact]
    public async Task Flush_keeps_what_was_written_also_while_somebody_reads()
    {
        await Snapshots.Flush();
        await Snapshots.Write([Row("user", "ann", 1, 1), Row("user", "bob", 1, 1)]);
        await using var reading = Snapshots.Scan("user").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await reading.MoveNextAsync());
        await Snapshots.Flush();
        Assert.True(await reading.MoveNextAsync());
        await Snapshots.Write([Row("user", "eve", 1, 1)]);
        await Reopen();
        Assert.Equal(["ann:1:1", "bob:1:1", "eve:1:1"], await Scan("user"));
    }

    [Fact]
    public async Task Reads_beside_writes_see_whole_states()
    {
        await Snapshots.Write([Row("user", "ann", 1, 1, 1)]);
        var isDone = false;
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var last = 0L;
            while (!Volatile.Read(ref isDone))
            {
                var row = (await Snapshots.Read("user", "ann"))!.Value;
                Assert.True(row.Position >= last);
                last = row.Position;
                Assert.Equal([(byte)last, (byte)last], row.State.ToArray());
            }
        })).ToArray();
        for (var i = 2; i <= 200; i++)
        {
            await Snapshots.Write([Row("user", "ann", i, (byte)i, (byte)i)]);
        }
        Volatile.Write(ref isDone, true);
        await Task.WhenAll(readers);
    }

    /// <summary>A write of which one state is refused leaves none.</summary>
    protected async Task AssertNothingLeft(Action<StoreOptions>? change)
    {
        var tooLong = Row("user", new string('v', 513), 1, 1);
        var rows = Enumerable.Range(0, 50).Select(static i => Row("user", $"u{i:00}", 1, 1)).Append(tooLong);
        await Assert.ThrowsAnyAsync<IOException>(() => Open(change).Snapshots.Write([.. rows]).AsTask());
        Assert.Empty(await Scan("user"));
        await Snapshots.Write([Row("user", "u00", 1, 1)]);
        Assert.Equal(["u00:1:1"], await Scan("user"));
    }

    /// <summary>Scans are in the order of the keys' bytes, from wherever they start.</summary>
    protected async Task AssertOrder(Action<StoreOptions>? change)
    {
        // In UTF-16 the surrogates of 🔑 come before ￦; in UTF-8, and in the languages' own orders, it is otherwise.
        string[] keys = ["!", "-", "A", "Z", "_", "a", "a b", "a'b", "a\"b", "ab", "z", "ä", "é", "я", "鍵", "￦", "🔑", "🔑🔑"];
        var ordered = keys.OrderBy(static key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal).ToArray();
        await Snapshots.Write([.. keys.Reverse().Select(static key => Row("user", key, 1, 1)), Row("session", "b", 1, 1)]);
        var snapshots = Open(change).Snapshots;
        Assert.Equal(ordered.Select(static key => key + ":1:1"), await Scan("user", "", snapshots));
        for (var i = 0; i < ordered.Length; i++)
        {
            Assert.Equal(ordered[(i + 1)..].Select(static key => key + ":1:1"), await Scan("user", ordered[i], snapshots));
        }
    }

    private static SnapshotRow Row(string kind, string key, long position, params byte[] state) => new(kind, key, position, state);

    private static string Text(SnapshotRow row) => $"{row.Key}:{row.Position}:{string.Join(',', row.State.ToArray())}";

    private async Task<List<string>> Scan(string kind, string afterKey = "", ISnapshotStore? snapshots = null)
    {
        var texts = new List<string>();
        await foreach (var row in (snapshots ?? Snapshots).Scan(kind, afterKey))
        {
            Assert.Equal(kind, row.Kind);
            texts.Add(Text(row));
        }

        return texts;
    }
}
