using Personalization.Contracts.Catalog;

namespace Personalization.Engine.Catalog;

/// <summary>stub</summary>
public sealed class ContentIndex : Recommenders.INeighbours
{
    private readonly List<int> _x = [];
    /// <summary>stub</summary>
    public ContentSignature Put(int handle, Item item) { _x.Clear(); return new((ulong)item.ItemId.GetHashCode(), 0, 0, (ulong)handle); }
    /// <summary>stub</summary>
    public void Remove(int handle) => _x.Clear();
    /// <summary>stub</summary>
    public ReadOnlySpan<int> Similar(int item, out ReadOnlySpan<float> similarities) { similarities = []; _x.Clear(); return []; }
}
