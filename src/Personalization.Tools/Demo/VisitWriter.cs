using Personalization.Contracts;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Demo;

/// <summary>
/// Plays one visit of a shopper at a time and writes down what happens. Not thread-safe; one serves for any number of visits.
/// </summary>
internal sealed partial class VisitWriter(ulong seed, DemoShelf shelf, ShopperLiking liking, ViralTide tide)
{
    private readonly VisitPhrases _phrases = new();
    private readonly List<int> _cart = [];
    private SeededRandom _random;
    private DemoShopper _shopper = null!;
    private List<Event> _into = null!;
    private string _sessionId = "";
    private string _channel = Channels.Web;
    private JsonText _context;
    private DateTimeOffset _at;
    private double _pace;
    private int _number;

    /// <summary>Plays a visit.</summary>
    /// <param name="shopper">Who comes.</param>
    /// <param name="start">When.</param>
    /// <param name="sessionId">Identity of the visit; its events are numbered after it.</param>
    /// <param name="visitSeed">Decides all that happens.</param>
    /// <param name="pace">How much faster than usual the shopper acts; 1 is as usual.</param>
    /// <param name="into">Takes the events, in the order of time but for ratings, which come hours later.</param>
    public void Write(DemoShopper shopper, DateTimeOffset start, string sessionId, ulong visitSeed, double pace, List<Event> into)
    {
        _random = new SeededRandom(visitSeed);
        _shopper = shopper;
        _at = start;
        _sessionId = sessionId;
        _pace = pace;
        _into = into;
        _number = 0;
        _cart.Clear();
        var (viral, share) = tide.At(start);
        var comesForViral = viral >= 0 && _random.Chance(share);
        Arrive(comesForViral);
        if (comesForViral)
        {
            See(viral, eagerness: 1.5);
            if (_random.Chance(0.35))
            {
                Browse(shelf.Products[viral].Kind, 1);
            }
        }
        else if (_random.Chance(start.Month == 12 ? 0.12 : 0.04))
        {
            // A present is for somebody else: the shopper's own taste has no say.
            Browse(_random.Next(Assortment.Kinds.Count), 1.6);
        }
        else if (_random.Chance(0.45))
        {
            FollowPlan(ShoppingPlan.At(seed, liking, shopper, start));
        }
        else
        {
            Browse(shopper.TasteAt(start, ref _random).Kind(ref _random), 1);
        }
        Leave(start);
    }

    private void Arrive(bool forViral)
    {
        var mobile = _shopper.Channel == "mobile";
        _channel = _random.Chance(0.85) ? _shopper.Channel : mobile ? Channels.Web : "mobile";
        var device = _channel switch
        {
            "mobile" => "phone",
            "tv" or "kiosk" => _channel,
            _ => _random.Chance(0.12) ? "tablet" : "desktop",
        };
        var newsletter = !forViral && _random.Chance(_shopper.OpensEmail);
        var referrer = forViral ? "social" : newsletter ? "newsletter" : _random.Next(10) switch
        {
            < 4 => "direct",
            < 8 => "search",
            8 => "social",
            _ => "partner",
        };
        _context = _phrases.Context(device, _shopper.Location, referrer);
        if (newsletter)
        {
            var channel = _channel;
            _channel = "email";
            Add(EventTypes.EmailOpen);
            _channel = channel;
            Wait(6);
        }
        if (referrer == "direct" && _random.Chance(0.5))
        {
            Add(EventTypes.PageView, properties: _phrases.Home);
            Wait(10);
        }
    }

    private void FollowPlan(ShoppingPlan plan)
    {
        var kind = plan.IsComplementing ? _random.Pick(Assortment.GoesWith[plan.Kind]) : plan.Kind;
        if (plan.IsComplementing || plan.ShortList.Length == 0)
        {
            Browse(kind, 1.3);
            return;
        }
        // Towards the decision the shopper looks at the short list more eagerly.
        var eagerness = 1.2 + (0.4 * plan.Day);
        for (var looks = 1 + _random.Next(3); looks > 0; looks--)
        {
            See(_random.Pick(plan.ShortList), eagerness);
        }
        Browse(kind, eagerness);
    }

    private void Add(
        string type, int product = -1, double? value = null, double? quantity = null, JsonText properties = default, bool ofVisit = true) =>
        _into.Add(new Event
        {
            EventId = $"{_sessionId}-{_number++}",
            EventType = type,
            UserId = _shopper.UserId,
            SessionId = ofVisit ? _sessionId : null,
            ItemId = product >= 0 ? shelf.Products[product].Item.ItemId : null,
            Timestamp = _at,
            Channel = _channel,
            Value = value,
            Quantity = quantity,
            Context = _context,
            Properties = properties,
        });

    private void Wait(double meanSeconds)
    {
        var seconds = (0.15 * meanSeconds) + Math.Min(600, _random.Exponential(0.85 * meanSeconds));
        _at = _at.AddMilliseconds(Math.Round(1000 * seconds / _pace));
    }
}
