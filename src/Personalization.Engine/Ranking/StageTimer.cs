using System.Diagnostics;
using Personalization.Contracts.Ranking;

namespace Personalization.Engine.Ranking;

/// <summary>Notes what each stage of a decision left and how long it took.</summary>
internal sealed class StageTimer
{
    private readonly List<StageTrace> _stages = [];
    private long _since = Stopwatch.GetTimestamp();

    public IReadOnlyList<StageTrace> Stages => _stages;

    public void Add(string stage, string name, int items)
    {
        var now = Stopwatch.GetTimestamp();
        _stages.Add(new StageTrace(stage, name, items, Math.Round(Stopwatch.GetElapsedTime(_since, now).TotalMilliseconds, 4)));
        _since = now;
    }
}
