using System.Text;
using Personalization.Actors.Catalog;
using Personalization.Actors.Events;
using Personalization.Actors.Logs;
using Personalization.Actors.Recommenders;
using Personalization.Actors.Snapshots;
using Personalization.Actors.Wire;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Features;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;

namespace Personalization.Actors.Tests.Wire;

/// <summary>Random messages: absent and present members, short and long texts, repeated names, times with and without ticks and offsets.</summary>
internal sealed class WireValues(int seed)
{
    private static readonly string[] Names = ["popular", "item_to_item", "page_view", "Because you viewed this", "électronique", "a", ""];

    private readonly Random _random = new(seed);

    public object Next(WireType type) => type switch
    {
        WireType.Event => Event(),
        WireType.Events => List(9, Event),
        WireType.LoggedEvent => Logged(),
        WireType.LoggedEvents => List(9, Logged),
        WireType.PublishResult => new PublishResult(Int(), Int(), Long()),
        WireType.Item => Item(),
        WireType.Items => List(9, Item),
        WireType.ItemChange => Change(),
        WireType.ItemChanges => List(9, Change),
        WireType.UserProfile => Profile(),
        WireType.SessionSummary => Session(),
        WireType.Affinity => Affinity(),
        WireType.RecentEvent => Recent(),
        WireType.RecommendationRequest => Recommendation(),
        WireType.RecommendationResult => Result(),
        WireType.RankRequest => new RankRequest
        {
            UserId = Maybe(Text),
            SessionId = Maybe(Text),
            Items = List(30, Text),
            Placement = Maybe(Name),
            Explain = Bool(),
        },
        WireType.PersonalizeRequest => new PersonalizeRequest
        {
            CustomerId = Maybe(Text),
            SessionId = Maybe(Text),
            AvailableItems = List(30, Text),
            Context = Json(),
            Placement = Maybe(Name),
        },
        WireType.PersonalizeResult => Choice(),
        WireType.RankedItem => Ranked(),
        WireType.Reason => Reason(),
        WireType.AlternativeOption => Option(),
        WireType.StageTrace => Stage(),
        WireType.Decision => Decision(),
        WireType.Decisions => List(5, Decision),
        WireType.AssignmentRequest => new AssignmentRequest { UserId = Maybe(Text), SessionId = Maybe(Text), Placement = Maybe(Name), Context = Json() },
        WireType.AssignmentResult => new AssignmentResult
        {
            UserId = Maybe(Text),
            SessionId = Maybe(Text),
            Assignments = List(5, () => new ExperimentAssignment(Name(), Name(), Json())),
            Fallback = Bool(),
        },
        WireType.LogDelivery => new LogDelivery(Int(), Long(), List(9, Logged)),
        WireType.PartitionReply => Bool() ? new PartitionReply(new PartitionReceipt(Int(), Int(), Long(), Int(), Long()), null, "") : new PartitionReply(null, LogRefusal.Overloaded, Text()),
        WireType.PartitionUpdates => new PartitionUpdates(Int(), Long(), [.. List(5, Bytes)]) { Trials = [.. List(3, Bytes)] },
        WireType.CatalogChanges => new CatalogChanges(Long(), Bool(), List(9, Change)),
        WireType.LearntPage => new LearntPage(Long(), [.. List(9, Text).Select(_ => Long())], List(9, () => new SnapshotRow(Name(), Text(), Long(), Bytes()))),
        WireType.Texts => List(30, Text),
        WireType.Numbers => List(30, Double),
        WireType.JsonText => Json(),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There are no random values of this message."),
    };

    private Event Event() => new()
    {
        EventId = Maybe(Text),
        EventType = Name(),
        UserId = Maybe(Text),
        SessionId = Maybe(Text),
        ItemId = Maybe(Text),
        Timestamp = Bool() ? DateTimeOffset.FromUnixTimeMilliseconds(_random.NextInt64(-1_000_000_000, 4_000_000_000_000)) : null,
        Channel = Maybe(Name),
        Value = Bool() ? Double() : null,
        Quantity = Bool() ? Double() : null,
        Context = Json(),
        Properties = Json(),
        Facts = Maybe(Facts),
    };

    private ItemFacts Facts() => new() { Category = Maybe(Text), PriceLevel = Maybe(Name), Price = _random.Next(3), Tags = List(3, Name) };

    private ReadOnlyMemory<byte> Bytes()
    {
        var bytes = new byte[_random.Next(40)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private LoggedEvent Logged() => new(Long(), Event(), Int());

    private Item Item() => new()
    {
        ItemId = Text(),
        Name = Maybe(Text),
        Category = Maybe(Name),
        Subcategory = Maybe(Name),
        Brand = Maybe(Text),
        Price = Bool() ? Double() : null,
        Margin = Bool() ? Double() : null,
        Stock = Bool() ? Int() : null,
        Rating = Bool() ? Double() : null,
        Tags = List(6, Name),
        Text = Maybe(Text),
        Attributes = Json(),
        AvailableFrom = Bool() ? Time() : null,
    };

    private ItemChange Change() => new(Text(), Bool() ? Item() : null, Time());

    private UserProfile Profile()
    {
        var features = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in List(30, Text))
        {
            features[name] = Double();
        }
        return new UserProfile
        {
            UserId = Text(),
            FirstSeen = Time(),
            LastSeen = Time(),
            EventCount = Long(),
            SessionCount = Int(),
            PurchaseCount = Int(),
            TotalSpent = Double(),
            CurrentSession = Bool() ? Session() : null,
            Features = features,
            Affinities = List(20, Affinity),
            RecentEvents = List(20, Recent),
            AppliedPosition = Long(),
        };
    }

    private SessionSummary Session() => new()
    {
        SessionId = Maybe(Text),
        UserId = Maybe(Text),
        Start = Time(),
        End = Time(),
        EventCount = Int(),
        ViewCount = Int(),
        SearchCount = Int(),
        Depth = Int(),
        CartQuantity = Double(),
        CartValue = Double(),
        PurchaseCount = Int(),
        Spent = Double(),
        Intent = Double(),
    };

    private Affinity Affinity() => new(Name(), Text(), Double(), Double());

    private RecentEvent Recent() => new(Name(), Maybe(Text), Maybe(Text), Time());

    private RecommendationRequest Recommendation() => new()
    {
        UserId = Maybe(Text),
        SessionId = Maybe(Text),
        ItemId = Maybe(Text),
        Category = Maybe(Name),
        Count = Int(),
        Placement = Maybe(Name),
        ExcludeSeen = Bool(),
        Recommender = Maybe(Name),
        Explain = Bool(),
    };

    private RecommendationResult Result() => new()
    {
        DecisionId = Text(),
        UserId = Maybe(Text),
        Items = List(30, Ranked),
        ModelVersion = Name(),
        LatencyMs = Double(),
        Fallback = Bool(),
        Stages = Bool() ? List(12, Stage) : null,
    };

    private PersonalizeResult Choice() => new()
    {
        DecisionId = Text(),
        SelectedItem = Text(),
        ConfidenceScore = Double(),
        AlternativeOptions = List(6, Option),
        Reasoning = List(4, Reason),
        LatencyMs = Double(),
        Propensity = Double(),
        ModelVersion = Name(),
        Fallback = Bool(),
    };

    private Decision Decision() => new()
    {
        DecisionId = Text(),
        At = Time(),
        Kind = Name(),
        UserId = Maybe(Text),
        Placement = Maybe(Name),
        ModelVersion = Name(),
        Items = List(30, Text),
        Scores = List(30, Double),
        Propensity = Double(),
        Context = Json(),
    };

    private RankedItem Ranked() => new(Text(), Double(), List(4, Reason));

    private Reason Reason() => new(Name(), Bool() ? Name() : Text(), Double());

    private AlternativeOption Option() => new(Text(), Double());

    private StageTrace Stage() => new(Name(), Name(), Int(), Double());

    private T[] List<T>(int most, Func<T> element)
    {
        var list = new T[Bool() ? _random.Next(most) : _random.Next(2)];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = element();
        }
        return list;
    }

    private T? Maybe<T>(Func<T> value)
        where T : class => Bool() ? value() : null;

    private bool Bool() => _random.Next(2) == 0;

    private int Int() => (int)_random.NextInt64(int.MinValue, int.MaxValue + 1L) >> _random.Next(32);

    private long Long() => _random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64);

    private double Double() => _random.Next(4) switch
    {
        0 => 0,
        1 => Math.Round(_random.NextDouble(), 4),
        2 => _random.Next(-1000, 1000),
        _ => BitConverter.Int64BitsToDouble(_random.NextInt64(long.MinValue, long.MaxValue)),
    };

    private string Name() => Names[_random.Next(Names.Length)];

    private string Text()
    {
        var length = _random.Next(20) == 0 ? _random.Next(300) : _random.Next(12);
        var text = new StringBuilder(length);
        while (text.Length < length)
        {
            text.Append(_random.Next(8) == 0 ? new Rune(_random.Next(0x20, 0xD800)) : new Rune(_random.Next(0x20, 0x7F)));
        }
        return text.ToString();
    }

    private JsonText Json() => Bool() ? default : new JsonText(Encoding.UTF8.GetBytes($$"""{"n":{{_random.Next()}},"t":"äö"}"""));

    private DateTimeOffset Time()
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(_random.NextInt64(-60_000_000_000, 250_000_000_000));
        time += _random.Next(3) switch { 0 => TimeSpan.Zero, 1 => TimeSpan.FromMilliseconds(_random.Next(1000)), _ => new TimeSpan(_random.Next(10_000_000)) };
        return Bool() ? time : time.ToOffset(TimeSpan.FromMinutes(_random.Next(-840, 841)));
    }
}
