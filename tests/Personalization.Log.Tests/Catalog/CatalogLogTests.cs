using Personalization.Log.Catalog;
using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;
using Personalization.Log.Tests.Partitions;
using Personalization.Log.Tests.Snapshots;
using Personalization.Contracts.Catalog;
using Personalization.Engine;
using Personalization.Engine.Catalog;

namespace Personalization.Log.Tests.Catalog;

public sealed class CatalogLogTests
{
    private readonly MemoryLogStore _log = new();
    private readonly MemorySnapshotStore _snapshots = new();
    private readonly PauselessTime _time = new();

    [Fact]
    public async Task A_follower_is_told_only_the_latest_change_of_each_item()
    {
        var catalog = await Open();
        await catalog.Append([Put("a", 1), Put("b", 1), Put("a", 2)]);
        await catalog.Append([Put("c", 1), Removal("b")]);
        var changes = catalog.Read(0, 10);
        Assert.Equal((5, true), (changes.NextPosition, changes.IsComplete));
        Assert.Equal(["a 2", "c 1", "b -"], changes.Changes.Select(Text));
        Assert.Equal(["b -"], catalog.Read(4, 10).Changes.Select(Text));
        Assert.Empty(catalog.Read(5, 10).Changes);
        Assert.Equal(5, catalog.Read(5, 10).NextPosition);
    }

    [Fact]
    public async Task Pages_lead_through_all_changes_also_when_items_change_in_between()
    {
        var catalog = await Open();
        await catalog.Append([.. Enumerable.Range(0, 7).Select(static i => Put("i" + i, 1))]);
        var first = catalog.Read(0, 3);
        Assert.Equal(["i0 1", "i1 1", "i2 1"], first.Changes.Select(Text));
        Assert.False(first.IsComplete);
        await catalog.Append([Put("i1", 2), Put("i3", 2)]);
        var second = catalog.Read(first.NextPosition, 3);
        Assert.Equal(["i4 1", "i5 1", "i6 1"], second.Changes.Select(Text));
        Assert.False(second.IsComplete);
        var third = catalog.Read(second.NextPosition, 3);
        Assert.Equal(["i1 2", "i3 2"], third.Changes.Select(Text));
        Assert.Equal((9, true), (third.NextPosition, third.IsComplete));
    }

    [Fact]
    public async Task A_page_that_holds_exactly_what_there_is_is_complete()
    {
        var catalog = await Open();
        await catalog.Append([Put("a", 1), Put("b", 1)]);
        Assert.True(catalog.Read(0, 2).IsComplete);
    }

    [Fact]
    public async Task The_next_writer_tells_the_same_from_what_was_saved_and_the_log()
    {
        var old = await Open();
        await old.Append([.. Enumerable.Range(0, 1200).Select(static i => Put("i" + i, 1)), Removal("i5")]);
        await old.Checkpoint();
        await old.Append([Put("i3", 2), Put("i5", 3)]);
        var current = await Open();
        Assert.Equal(1203, current.NextPosition);
        Assert.Equal(All(old, 0, int.MaxValue), All(current, 0, int.MaxValue));
        Assert.Equal(All(old, 1201, 10), All(current, 1201, 10));
        await current.Append([Put("i7", 4)]);
        await current.Checkpoint();
        var last = await Open();
        Assert.Equal(All(current, 0, int.MaxValue), All(last, 0, int.MaxValue));
        Assert.Equal(1204, last.NextPosition);
    }

    [Fact]
    public async Task A_writer_that_opens_while_the_one_before_still_saves_misses_nothing()
    {
        var old = await Open();
        await old.Append([Put("a", 1)]);
        await old.Checkpoint();
        await old.Append([Put("a", 2), Put("b", 1), Put("c", 1)]);
        var saved = false;
        _snapshots.Reading = (kind, _) =>
        {
            // Between the first two things that opening reads.
            if (kind == SnapshotKind.CatalogItem && !saved)
            {
                saved = true;
                Assert.True(old.Checkpoint().AsTask().IsCompletedSuccessfully);
            }
            return false;
        };
        var current = await Open();
        Assert.Equal(All(old, 0, 10), All(current, 0, 10));
        Assert.Equal(4, current.NextPosition);
    }

    [Fact]
    public async Task A_checkpoint_that_fails_on_its_way_is_made_up_for()
    {
        var catalog = await Open();
        await catalog.Append([.. Enumerable.Range(0, 1200).Select(static i => Put("i" + i, 1))]);
        var writings = 0;
        _snapshots.Writing = _ => new(++writings == 2 ? StoreFault.After : StoreFault.None);
        await Assert.ThrowsAsync<IOException>(async () => await catalog.Checkpoint());
        await catalog.Append([Put("i1", 2)]);
        Assert.Equal(All(catalog, 0, int.MaxValue), All((await Open()), 0, int.MaxValue));
        await catalog.Checkpoint();
        Assert.Equal(All(catalog, 0, int.MaxValue), All((await Open()), 0, int.MaxValue));
        Assert.Equal(1201, _snapshots.Find(SnapshotKind.Partition, LogNames.Catalog)!.Value.Position);
    }

    [Theory]
    [InlineData(StoreFault.Before)]
    [InlineData(StoreFault.After)]
    public async Task A_change_whose_first_attempt_fails_is_in_the_catalogue_once(object fault)
    {
        var catalog = await Open();
        var faults = new Queue<StoreFault>([(StoreFault)fault]);
        _log.Appending = (_, _) => new(faults.TryDequeue(out var next) ? next : StoreFault.None);
        await catalog.Append([Put("a", 1)]);
        Assert.Equal((1, 1), (catalog.NextPosition, (await Open()).NextPosition));
    }

    [Fact]
    public async Task A_writer_that_was_overtaken_takes_no_changes()
    {
        var (old, current) = (await Open(), await Open());
        await current.Append([Put("a", 1)]);
        Assert.Equal(
            LogRefusal.Moved, (await Assert.ThrowsAsync<LogUnavailableException>(async () => await old.Append([Put("a", 2)]))).Refusal);
        Assert.True(old.IsFenced);
        Assert.Empty(old.Read(0, 10).Changes);
        Assert.Equal(["a 1"], (await Open()).Read(0, 10).Changes.Select(Text));
    }

    [Fact]
    public async Task A_writer_that_was_overtaken_finds_out_at_its_next_checkpoint()
    {
        var (old, current) = (await Open(), await Open());
        await current.Append([Put("a", 1)]);
        await old.Checkpoint();
        Assert.True(old.IsFenced);
        Assert.Null(_snapshots.Find(SnapshotKind.Partition, LogNames.Catalog));
    }

    [Fact]
    public async Task No_changes_are_no_entry()
    {
        var catalog = await Open();
        await catalog.Append([]);
        Assert.Equal(0, await _log.NextPosition(LogNames.Catalog));
    }

    [Fact]
    public async Task Since_when_an_item_is_in_the_catalogue_is_the_same_for_all_followers_whenever_they_looked()
    {
        var catalog = await Open();
        var (always, once, late) = (new Follower(), new Follower(), new Follower());
        ItemChange[][] steps =
        [
            [Put("kept", 1), Put("back", 1),
                Put("given", 1) with { Item = new Item { ItemId = "given", AvailableFrom = Start.AddDays(-9) } }],
            [Put("kept", 2), Removal("back", 2)],
            [Put("kept", 3), Put("back", 3), Put("given", 3)],
        ];
        foreach (var step in steps)
        {
            await catalog.Append(step);
            always.Follow(catalog);
            if (step == steps[0])
            {
                once.Follow(catalog);
            }
        }
        once.Follow(catalog);
        late.Follow(catalog);
        var since = new[] { Start.AddHours(1), Start.AddHours(3), Start.AddDays(-9) }.Select(static t => (uint)t.ToUnixTimeSeconds());
        Assert.Equal(since, always.Since("kept", "back", "given"));
        Assert.Equal(since, once.Since("kept", "back", "given"));
        Assert.Equal(since, late.Since("kept", "back", "given"));
        await catalog.Checkpoint();
        var recovered = new Follower();
        recovered.Follow(await Open());
        Assert.Equal(since, recovered.Since("kept", "back", "given"));
    }

    private static DateTimeOffset Start { get; } = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    private static ItemChange Put(string id, int version) => new(id, new Item { ItemId = id, Price = version }, Start.AddHours(version));

    private static ItemChange Removal(string id, int version = 0) => new(id, null, Start.AddHours(version));

    private static string Text(ItemChange change) =>
        $"{change.ItemId} {change.Item?.Price?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}";

    private static IEnumerable<string> All(CatalogLog catalog, long from, int most) =>
        catalog.Read(from, most).Changes.Select(static c => $"{Text(c)} {c.At:O}");

    private Task<CatalogLog> Open() => CatalogLog.Open(_log, _snapshots, _time);

    private sealed class Follower
    {
        private readonly ItemCatalog _catalog = new(new Vocabulary(), new ContentIndex());
        private long _position;

        public void Follow(CatalogLog log)
        {
            for (CatalogChanges? changes = null; changes is not { IsComplete: true }; _position = changes.NextPosition)
            {
                changes = log.Read(_position, 2);
                foreach (var change in changes.Changes)
                {
                    _catalog.Apply(change, isLatest: true);
                }
            }
        }

        public IEnumerable<uint> Since(params string[] items) => items.Select(i => _catalog.Find(i)!.AvailableFrom);
    }
}
