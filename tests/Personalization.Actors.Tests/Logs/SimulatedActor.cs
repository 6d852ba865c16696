using Personalization.Actors.Logs;
using Personalization.Actors.Profiles;
using Personalization.Actors.Sessions;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;

namespace Personalization.Actors.Tests.Logs;

/// <summary>One activation of a person or a visit on some node, with everything that it ever applied. One call at a time.</summary>
internal sealed class SimulatedActor
{
    private readonly Func<IReadOnlyList<LoggedEvent>, ValueTask> _apply;

    public SimulatedActor(ActorId id, ActorNode node)
    {
        Id = id;
        if (id.Kind == ActorKind.User)
        {
            var user = new UserActor(id.Key, node);
            (Actor, _apply, Partitions) = (user, user.Apply, static () => []);
        }
        else
        {
            var session = new SessionActor(id.Key, node);
            (Actor, _apply, Partitions) = (session, session.Apply, () => session.Partitions);
        }
    }

    public ActorId Id { get; }

    public IFollower Actor { get; }

    /// <summary>The parts of the log that the state itself names.</summary>
    public Func<IEnumerable<int>> Partitions { get; }

    /// <summary>Holds the one call that runs.</summary>
    public SemaphoreSlim Mailbox { get; } = new(1, 1);

    public bool IsActive { get; set; }

    public long Saved { get; set; } = -1;

    /// <summary>What the state is made of, in the order of application.</summary>
    public List<LoggedEvent> Applied { get; } = [];

    public async ValueTask Apply(IReadOnlyList<LoggedEvent> events)
    {
        foreach (var logged in events)
        {
            var isNew = logged.Position > Actor.PositionIn(logged.Partition);
            await _apply([logged]);
            if (isNew)
            {
                Applied.Add(logged);
            }
        }
    }

    public byte[] State()
    {
        var writer = new ByteWriter();
        Actor.Save(writer);
        return writer.ToArray();
    }
}
