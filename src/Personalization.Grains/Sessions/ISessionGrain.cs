using Personalization.Contracts.Sessions;

namespace Personalization.Grains.Sessions;

/// <summary>A visit as a grain, keyed by session id.</summary>
[Alias("session")]
public interface ISessionGrain : ISession, IGrainWithStringKey;
