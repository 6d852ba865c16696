using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Profiles;
using Personalization.Engine.Sessions;

namespace Personalization.Log.Partitions;

/// <summary>
/// A person or a visit in memory, where its partition of the log is written: the state, or what is still to be applied to it once it has
/// been read. Whoever uses it holds its lock.
/// </summary>
/// <param name="kind">Which of both.</param>
/// <param name="key">The person's or visit's id.</param>
internal sealed class Resident(ActorKind kind, string key)
{
    private List<LoggedEvent>? _pending;

    public ActorKind Kind => kind;

    public string Key => key;

    /// <summary>What is known; <see langword="null"/> until it has been read.</summary>
    public BehaviorState? State { get; private set; }

    /// <summary>Whether it has left memory: who still holds it must look again.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether it waits to be saved.</summary>
    public bool IsDirty { get; set; }

    /// <summary>How far the saved state is (see <see cref="BehaviorState.Progress"/>).</summary>
    public long SavedProgress { get; set; } = -1;

    /// <summary>When it was used last, in seconds of the process's clock.</summary>
    public int LastUse { get; set; }

    /// <summary>How many events wait for the state.</summary>
    public int Pending => _pending?.Count ?? 0;

    /// <summary>Whether the saved state is the present one.</summary>
    public bool IsSaved => _pending is null && (State is null || State.Progress == SavedProgress);

    /// <summary>Applies the next event, at once or when the state is there.</summary>
    public void Apply(in LoggedEvent logged, Func<long, StateContext> contexts, Action<Exception, ActorKind, long> failed)
    {
        if (State is null)
        {
            (_pending ??= []).Add(logged);
            return;
        }
        try
        {
            State.Apply(logged, contexts(logged.Position));
        }
        catch (Exception fault)
        {
            // An event that a state cannot digest must not take the others with it; it stays in the log, is counted and told.
            failed(fault, kind, logged.Position);
        }
    }

    /// <summary>Makes the state from what was saved and what waits. Nothing happens when it is there already.</summary>
    /// <param name="saved">The saved state; empty when there is none.</param>
    /// <param name="context">What states are read with.</param>
    /// <param name="contexts">What states need to apply an event, by its position.</param>
    /// <param name="failed">Told of an event that could not be applied.</param>
    /// <returns>How many events waited.</returns>
    /// <exception cref="FormatException">The saved state is of an unknown version.</exception>
    public int Load(
        ReadOnlySpan<byte> saved, StateContext context, Func<long, StateContext> contexts, Action<Exception, ActorKind, long> failed)
    {
        if (State is not null)
        {
            return 0;
        }
        BehaviorState state = kind == ActorKind.User ? new UserState() : new SessionState();
        if (!saved.IsEmpty)
        {
            state.Read(saved, context);
        }
        (State, SavedProgress) = (state, state.Progress);
        var pending = _pending;
        _pending = null;
        foreach (var logged in pending ?? [])
        {
            Apply(logged, contexts, failed);
        }
        return pending?.Count ?? 0;
    }

    /// <summary>Writes the state.</summary>
    public void Write(ByteWriter writer, StateContext context) => State!.Write(writer, context.Vocabulary);
}
