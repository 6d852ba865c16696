namespace Personalization.Gateway.Tests.Http;

/// <summary>One gateway with default settings for all tests of a class.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal RunningGateway Gateway
    {
        get
        {
            Assert.SkipUnless(TestEngine.Missing is null, TestEngine.Missing ?? "");
            return field;
        }
        private set;
    } = null!;

    public async ValueTask InitializeAsync()
    {
        if (TestEngine.Missing is null)
        {
            Gateway = await RunningGateway.Start();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (TestEngine.Missing is null)
        {
            await Gateway.DisposeAsync();
        }
    }
}
