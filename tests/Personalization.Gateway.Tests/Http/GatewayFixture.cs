namespace Personalization.Gateway.Tests.Http;

/// <summary>One gateway with default settings for all tests of a class.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal RunningGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await RunningGateway.Start();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
