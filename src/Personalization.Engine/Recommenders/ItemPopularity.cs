namespace Personalization.Engine.Recommenders;

/// <summary>stub</summary>
public sealed class ItemPopularity
{
    private readonly int[] _none = [];
    /// <summary>stub</summary>
    public ReadOnlySpan<int> Popular => _none;
    /// <summary>stub</summary>
    public ReadOnlySpan<int> Trending => _none;
    /// <summary>stub</summary>
    public ReadOnlySpan<int> PopularIn(int category) => _none;
    /// <summary>stub</summary>
    public float ShareOf(int item) => _none.Length;
    /// <summary>stub</summary>
    public float TrendOf(int item) => _none.Length;
    /// <summary>stub</summary>
    public void Add(int item, float weight, uint time) => _ = _none;
}
