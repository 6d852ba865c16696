using Personalization.Contracts.Ranking;
using Personalization.Engine.Reinforcement;
using Personalization.Tools.Evaluation.OffPolicy;

namespace Personalization.Tools.Reinforcement;

/// <summary>
/// Makes transitions of the engine's own decisions: the decisions of one person, in the order of time, are an episode; an action is the
/// chosen item. Decisions after a long gap begin another episode.
/// </summary>
internal sealed class DecisionEpisodes
{
    private const int OwnFeatures = 3;
    private readonly ContextNumbers _numbers = new();
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private DecisionEpisodes(IReadOnlyList<string> actions)
    {
        Actions = actions;
        for (var a = 0; a < actions.Count; a++)
        {
            _places[actions[a]] = a;
        }
    }

    /// <summary>The items, most often chosen first.</summary>
    public IReadOnlyList<string> Actions { get; }

    /// <summary>
    /// The length of a state's vector: log(1 + earlier decisions), log(1 + hours since the last), the last reward, and the numbers of the
    /// context, scaled.
    /// </summary>
    public int StateSize => OwnFeatures + _numbers.Count;

    /// <summary>The transitions.</summary>
    public ReplayBuffer Transitions { get; private set; } = null!;

    /// <summary>Episodes.</summary>
    public int Count { get; private set; }

    /// <summary>Reads the decisions.</summary>
    /// <param name="decisions">All decisions of the log.</param>
    /// <param name="placement">Only those of this placement; all when <see langword="null"/>.</param>
    /// <param name="outcomes">What came of them.</param>
    /// <param name="window">How long after a decision an outcome counts.</param>
    /// <param name="gap">A longer pause begins another episode.</param>
    /// <param name="most">The most actions; decisions for other items are left out.</param>
    public static async Task<DecisionEpisodes> Create(
        IAsyncEnumerable<Decision> decisions, string? placement, DecisionOutcomes outcomes, TimeSpan window, TimeSpan gap, int most)
    {
        var chosen = await decisions
            .Where(d =>
                d.Kind == "personalize" && d.UserId is not null && d.Items.Count > 0 && (placement is null || d.Placement == placement))
            .ToListAsync();
        var actions = chosen.GroupBy(static d => d.Items[0])
            .OrderByDescending(static g => g.Count())
            .ThenBy(static g => g.Key, StringComparer.Ordinal)
            .Take(most)
            .Select(static g => g.Key);
        var episodes = new DecisionEpisodes([.. actions]);
        chosen.RemoveAll(d => !episodes._places.ContainsKey(d.Items[0]));
        foreach (var decision in chosen)
        {
            episodes._numbers.Observe(decision.Context);
        }
        episodes.Transitions = new ReplayBuffer(episodes.StateSize, episodes.Actions.Count, Math.Max(1, chosen.Count));
        foreach (var person in chosen.GroupBy(static d => d.UserId))
        {
            episodes.Add([.. person.OrderBy(static d => d.At)], outcomes, window, gap);
        }
        return episodes;
    }

    private void Add(Decision[] decisions, DecisionOutcomes outcomes, TimeSpan window, TimeSpan gap)
    {
        var (state, next) = (new double[StateSize], new double[StateSize]);
        var (mask, nextMask) = (new bool[Actions.Count], new bool[Actions.Count]);
        for (var (i, inEpisode) = (0, 0); i < decisions.Length; i++)
        {
            var decision = decisions[i];
            if (inEpisode == 0)
            {
                Count++;
                Describe(decision, 0, TimeSpan.Zero, 0, state, mask);
            }
            var reward = outcomes.Reward(decision.DecisionId, decision.At, window);
            var isEnd = i + 1 == decisions.Length || decisions[i + 1].At - decision.At > gap;
            if (!isEnd)
            {
                Describe(decisions[i + 1], inEpisode + 1, decisions[i + 1].At - decision.At, reward, next, nextMask);
            }
            Transitions.Add(
                Array.ConvertAll(state, static v => (float)v), mask, _places[decision.Items[0]], reward,
                Array.ConvertAll(next, static v => (float)v), nextMask, isEnd);
            (state, next, mask, nextMask) = (next, state, nextMask, mask);
            inEpisode = isEnd ? 0 : inEpisode + 1;
        }
    }

    private void Describe(Decision decision, int earlier, TimeSpan since, double lastReward, double[] state, bool[] mask)
    {
        (state[0], state[1], state[2]) = (Math.Log(1 + earlier), Math.Log(1 + since.TotalHours), lastReward);
        _numbers.Read(decision.Context, state, OwnFeatures);
        Array.Clear(mask);
        foreach (var item in decision.Items)
        {
            if (_places.TryGetValue(item, out var place))
            {
                mask[place] = true;
            }
        }
    }
}
