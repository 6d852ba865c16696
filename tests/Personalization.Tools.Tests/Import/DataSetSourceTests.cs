using Personalization.Contracts.Events;
using Personalization.Tests.Shared;
using Personalization.Tools.Import;

namespace Personalization.Tools.Tests.Import;

public sealed class DataSetSourceTests
{
    [Fact]
    public void MovieLens_gives_all_films_and_ratings_in_the_order_of_time()
    {
        var records = new MovieLensSource(DataSets.Folder("ml-latest-small-2016")).Read().ToArray();
        Assert.DoesNotContain(records, record => record.Fault is not null);
        var films = records.Where(record => record.Item is not null).Select(record => record.Item!).ToDictionary(item => item.ItemId);
        var ratings = records.Where(record => record.Event is not null).Select(record => record.Event!).ToArray();
        Assert.Equal((9125, 100_004), (films.Count, ratings.Length));
        Assert.Equal(100_004, ratings.Select(rating => rating.EventId).Distinct().Count());
        Assert.True(ratings.Zip(ratings.Skip(1)).All(pair =>
            (pair.First.Timestamp!.Value,
                int.Parse(pair.First.ItemId!)).CompareTo((pair.Second.Timestamp!.Value, int.Parse(pair.Second.ItemId!))) <= 0));
        Assert.All(ratings, rating =>
            Assert.True(rating.EventType == EventTypes.Rating && rating.Value is >= 0.5 and <= 5 && films.ContainsKey(rating.ItemId!)));
        Assert.Contains(ratings, rating =>
            rating is { EventId: "ml-r-1-31", UserId: "1", ItemId: "31", Value: 2.5 }
                && rating.Timestamp!.Value.ToUnixTimeSeconds() == 1260759144);
        var toyStory = films["1"];
        Assert.Equal(("Toy Story", "Adventure"), (toyStory.Name, toyStory.Category));
        Assert.Contains("animation", toyStory.Tags);
        Assert.Contains("\"year\":1995", toyStory.Attributes.ToString(), StringComparison.Ordinal);
        Assert.Equal("0114709", toyStory.Attributes.GetString("imdb_id"u8));
        Assert.Equal("The American President", films["11"].Name);
    }

    [Theory]
    [InlineData("Heat (1995)", "Heat", 1995)]
    [InlineData("American President, The (1995)", "The American President", 1995)]
    [InlineData("Stranger Things", "Stranger Things", null)]
    [InlineData("(500) Days of Summer (2009)", "(500) Days of Summer", 2009)]
    [InlineData("Babylon 5", "Babylon 5", null)]
    public void Titles_are_parted_into_name_and_year(string title, string name, int? year) =>
        Assert.Equal((name, year), MovieLensFilms.Title(title));

    [Fact]
    public void Otto_sessions_become_views_carts_and_purchases()
    {
        var records = new OttoSource(DataSets.Folder("otto-sample")).Read().ToArray();
        Assert.DoesNotContain(records, record => record.Fault is not null);
        var events = records.Where(record => record.Event is not null).Select(record => record.Event!).ToArray();
        Assert.Equal(20, events.Select(e => e.SessionId).Distinct().Count());
        Assert.Equal(["add_to_cart", "page_view", "purchase"], events.Select(e => e.EventType).Distinct().Order());
        Assert.Equal(events.Select(e => e.ItemId).Distinct().Count(), records.Count(record => record.Item is not null));
        var first = events[0];
        Assert.Equal(
            ("otto-0-0", "0", "0", "1517085", 1659304800025),
            (first.EventId, first.UserId, first.SessionId, first.ItemId, first.Timestamp!.Value.ToUnixTimeMilliseconds()));
        HashSet<string> known = [];
        Assert.All(
            records, record => Assert.True(record.Item is { } item ? known.Add(item.ItemId) : known.Contains(record.Event!.ItemId!)));
    }

    [Fact]
    public void Otto_lines_that_are_no_sessions_are_faults()
    {
        using var folder = new ScratchFolder();
        var path = folder.File("o.jsonl", """
            {"session":1,"events":[{"aid":5,"ts":1,"type":"looks"},{"aid":6,"ts":2,"type":"clicks"},{"ts":3,"type":"clicks"}]}
            {"session":"x"}
            nonsense
            """);
        var records = new OttoSource(path).Read().ToArray();
        Assert.Equal(["type", "aid", null, null], records.Where(r => r.Fault is not null).Select(r => r.Fault!.Field));
        Assert.Equal("6", Assert.Single(records, r => r.Event is not null).Event!.ItemId);
    }

    [Fact]
    public void Msweb_areas_become_items_and_visits_page_views()
    {
        var records = new MsWebSource(DataSets.Folder("msweb")).Read().ToArray();
        Assert.DoesNotContain(records, record => record.Fault is not null);
        Assert.Equal(294, records.Count(record => record.Item is not null));
        var views = records.Where(record => record.Event is not null).Select(record => record.Event!).ToArray();
        Assert.Equal(32_711, views.Select(view => view.UserId).Distinct().Count());
        Assert.Equal(views.Length, views.Select(view => view.EventId).Distinct().Count());
        var autoRoute = records.First(record => record.Item?.ItemId == "1287").Item!;
        Assert.Equal(("International AutoRoute", "/autoroute"), (autoRoute.Name, autoRoute.Attributes.GetString("url"u8)));
        Assert.True(views.GroupBy(view => view.UserId)
            .All(visit => visit.Zip(visit.Skip(1)).All(pair => pair.First.Timestamp < pair.Second.Timestamp)));
        Assert.InRange(
            views.Max(view => view.Timestamp)!.Value - views.Min(view => view.Timestamp)!.Value, TimeSpan.FromDays(6),
            TimeSpan.FromDays(7));
    }
}
