using Personalization.Log;
using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Sessions;
using Personalization.Grains.Partitions;
using Personalization.Grains.Profiles;
using Personalization.Grains.Sessions;

namespace Personalization.Grains.Hosting;

/// <summary>
/// Finds persons and visits. Whose partition this silo writes is answered here, without a message: the state is in this process and guards
/// itself. All others are asked through their grains. Thread-safe.
/// </summary>
/// <param name="grains">The grains of the cluster.</param>
/// <param name="here">The partitions that this process writes.</param>
/// <param name="node">What decisions are made with.</param>
/// <param name="options">How many partitions there are.</param>
internal sealed class ActorDirectory(
    IGrainFactory grains, IReadOnlyDictionary<int, LogPartition> here, EngineNode node, LogOptions options) : IActorDirectory
{
    /// <inheritdoc/>
    public IUser User(string userId) => new LocalUser(userId, this);

    /// <inheritdoc/>
    public ISession Session(string sessionId) => new LocalSession(sessionId, this);

    /// <summary>A person's grain.</summary>
    public IUserGrain UserGrain(string userId) => grains.GetGrain<IUserGrain>(userId);

    /// <summary>A visit's grain.</summary>
    public ISessionGrain SessionGrain(string sessionId) => grains.GetGrain<ISessionGrain>(sessionId);

    /// <summary>The persons of somebody's partition, when it is here.</summary>
    public ResidentCalls? UsersOf(string userId) =>
        here.TryGetValue(LogRouting.PartitionOf(userId, options.Partitions), out var partition) ? new ResidentCalls(partition, node) : null;

    /// <summary>
    /// The visits of the only partition, when it is here; where there are several, a visit may go on in another one, which its grain knows.
    /// </summary>
    public ResidentCalls? SessionsOf() =>
        options.Partitions == 1 && here.TryGetValue(0, out var partition) ? new ResidentCalls(partition, node) : null;

    /// <summary>What was answered here, or by the grain when the partition has just left.</summary>
    public static ValueTask<T> OrElse<TArg, T>(ValueTask<T> answer, TArg arg, Func<TArg, ValueTask<T>> ask)
    {
        return answer.IsCompletedSuccessfully ? answer : Wait(answer, arg, ask);

        static async ValueTask<T> Wait(ValueTask<T> answer, TArg arg, Func<TArg, ValueTask<T>> ask)
        {
            try
            {
                return await answer;
            }
            catch (LogUnavailableException fault) when (fault.Refusal == LogRefusal.Moved)
            {
                return await ask(arg);
            }
        }
    }
}
