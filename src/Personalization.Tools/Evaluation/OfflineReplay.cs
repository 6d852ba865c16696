using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine;
using Personalization.Engine.Catalog;
using Personalization.Engine.Events;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;
using Personalization.Engine.Recommenders;

namespace Personalization.Tools.Evaluation;

/// <summary>
/// Learns from a history exactly as the running engine does, event by event, then asks for lists as of the moment after it. Not
/// thread-safe.
/// </summary>
internal sealed class OfflineReplay : IDisposable
{
    private const int ListLength = 20;

    private readonly EvaluationSet _set;
    private readonly StateContext _context;
    private readonly DecisionPath _path;
    private readonly Dictionary<string, UserState> _users = [];
    private long _position;

    /// <summary>Learns from the set's training events.</summary>
    public OfflineReplay(EvaluationSet set)
    {
        _set = set;
        var vocabulary = new Vocabulary();
        var catalog = new ItemCatalog(vocabulary, new ContentIndex());
        var since = set.Training.Count > 0 ? set.Training[0].Timestamp!.Value : DateTimeOffset.UnixEpoch;
        foreach (var item in set.Items)
        {
            catalog.Apply(new ItemChange(item.ItemId, item, since));
        }
        var projection = new ItemProjection(vocabulary, new SignalOptions());
        _context = new StateContext(vocabulary, catalog, new EventIdHash(1, 2), new ProfileOptions());
        foreach (var e in set.Training)
        {
            var logged = new LoggedEvent(_position++, e);
            projection.Apply(logged);
            if (e.UserId is { } user)
            {
                State(user).Apply(logged, _context);
            }
        }
        projection.Signals.AlsoViewed.Publish();
        projection.Signals.AlsoBought.Publish();
        projection.Signals.Popularity.Publish(catalog, projection.Newest);
        _path = new DecisionPath(new ReadModels(vocabulary, catalog, projection.Signals, new DecisionOptions(), _context.Options));
    }

    /// <summary>Asks all cases.</summary>
    /// <param name="recommender">The one to ask; <see langword="null"/> for the whole decision path.</param>
    public RankingQuality Measure(string? recommender)
    {
        var ranks = new List<int>(_set.Cases.Count);
        foreach (var asked in _set.Cases)
        {
            var state = asked.Input is null ? State(asked.UserId) : Fresh(asked.Input);
            var list = _path.Decide(new DecisionQuery
            {
                State = state,
                Now = Math.Max(1, state.LastSeen),
                Count = ListLength,
                ExcludeSeen = true,
                Recommender = recommender,
            });
            ranks.Add(Array.FindIndex(list.Items, item => item.ItemId == asked.HiddenItemId) + 1);
        }
        return RankingQuality.Of(ranks);
    }

    /// <inheritdoc/>
    public void Dispose() => _path.Dispose();

    private UserState State(string user)
    {
        if (!_users.TryGetValue(user, out var state))
        {
            _users[user] = state = new UserState();
        }
        return state;
    }

    private UserState Fresh(IReadOnlyList<Event> input)
    {
        var state = new UserState();
        foreach (var e in input)
        {
            state.Apply(new LoggedEvent(_position++, e), _context);
        }
        return state;
    }
}
