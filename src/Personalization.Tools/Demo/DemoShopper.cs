namespace Personalization.Tools.Demo;

/// <summary>A person who visits the demo shop, with the habits that the engine is to find out. Immutable.</summary>
internal sealed record DemoShopper
{
    /// <summary>The place among the shoppers, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>For example <c>shopper_0001</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>What the shopper likes at first.</summary>
    public required Taste EarlyTaste { get; init; }

    /// <summary>What the shopper comes to like.</summary>
    public required Taste LateTaste { get; init; }

    /// <summary>How much of the taste changes, [0, 1].</summary>
    public required double Drift { get; init; }

    /// <summary>Days from the early taste to the late one and back.</summary>
    public required double DriftPeriodDays { get; init; }

    /// <summary>Where in that period the shopper stands at the Unix epoch, [0, 1).</summary>
    public required double DriftPhase { get; init; }

    /// <summary>The names of favourite brands.</summary>
    public required IReadOnlyList<string> Brands { get; init; }

    /// <summary>Favourite tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>What the shopper spends, as the logarithm of the price relative to the usual one of the same kind; 0 is usual.</summary>
    public required double PriceLevel { get; init; }

    /// <summary>Mean visits a day, &gt; 0; long-tailed.</summary>
    public required double VisitsPerDay { get; init; }

    /// <summary>How likely a visit begins in each hour of the day (UTC), relative to each other.</summary>
    public required IReadOnlyList<double> Hours { get; init; }

    /// <summary>The preferred channel.</summary>
    public required string Channel { get; init; }

    /// <summary>How likely a filled cart is paid, [0, 1].</summary>
    public required double Conversion { get; init; }

    /// <summary>How likely a newsletter is opened on a day, [0, 1].</summary>
    public required double OpensEmail { get; init; }

    /// <summary>The town.</summary>
    public required string Location { get; init; }

    /// <summary>How far the taste has moved from the early to the late one at <paramref name="at"/>, [0, 1].</summary>
    public double Drifted(DateTimeOffset at)
    {
        var turn = (((at - DateTimeOffset.UnixEpoch).TotalDays / DriftPeriodDays) + DriftPhase) % 1;
        return Drift * (1 - Math.Abs((2 * turn) - 1));
    }

    /// <summary>The taste that a visit at <paramref name="at"/> follows.</summary>
    public Taste TasteAt(DateTimeOffset at, ref SeededRandom random) => random.Chance(Drifted(at)) ? LateTaste : EarlyTaste;
}
