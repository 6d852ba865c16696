using Personalization.Contracts.Profiles;

namespace Personalization.Grains.Profiles;

/// <summary>A person as a grain, keyed by user id. Internal services call it through the Orleans client by this interface.</summary>
[Alias("user")]
public interface IUserGrain : IUser, IGrainWithStringKey;
