using Personalization.Contracts.Profiles;
using Personalization.Contracts.Sessions;

namespace Personalization.Log;

/// <summary>
/// Finds actors by key. A reference costs nothing until it is called; the host activates the actor on its first call. Thread-safe.
/// </summary>
public interface IActorDirectory
{
    /// <summary>The person with this id.</summary>
    IUser User(string userId);

    /// <summary>The visit with this id.</summary>
    ISession Session(string sessionId);
}
