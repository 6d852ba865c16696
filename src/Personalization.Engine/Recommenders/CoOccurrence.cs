namespace Personalization.Engine.Recommenders;

/// <summary>stub</summary>
public sealed class CoOccurrence : INeighbours
{
    private readonly int[] _none = [];
    /// <summary>stub</summary>
    public ReadOnlySpan<int> Similar(int item, out ReadOnlySpan<float> similarities) { similarities = []; return _none; }
    /// <summary>stub</summary>
    public void Learn(int item, ReadOnlySpan<int> earlier, ReadOnlySpan<float> weights) => _ = _none;
    /// <summary>stub</summary>
    public void AddOccurrence(int item, float weight) => _ = _none;
    /// <summary>stub</summary>
    public void Publish() => _ = _none;
}
