using Personalization.Contracts;
using Personalization.Contracts.Catalog;

namespace Personalization.Tools.Demo;

/// <summary>An item with what the simulation asks of it most often. Immutable.</summary>
internal sealed record DemoProduct
{
    /// <summary>The item.</summary>
    public required Item Item { get; init; }

    /// <summary>Its kind, a place in <see cref="Assortment.Kinds"/>.</summary>
    public required int Kind { get; init; }

    /// <summary>Its department, a place in <see cref="Assortment.Departments"/>.</summary>
    public required int Department { get; init; }

    /// <summary>The set of its tags, one bit per place in <see cref="Assortment.Tags"/>.</summary>
    public required UInt128 Tags { get; init; }

    /// <summary>The logarithm of its price relative to the usual one of its kind.</summary>
    public required double PriceLevel { get; init; }

    /// <summary>When it came into the shop.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether it can be bought.</summary>
    public required bool InStock { get; init; }

    /// <summary>The properties of a view of its page.</summary>
    public required JsonText Page { get; init; }
}
