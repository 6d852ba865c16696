using Personalization.Actors;
using Personalization.Embedded;

namespace Personalization.Gateway.Hosting;

/// <summary>Opens the engine that the settings ask for.</summary>
internal static class EngineHost
{
    public static async Task<IEngine> Open(Settings settings, TimeProvider time, ILoggerFactory loggers) =>
        await EmbeddedEngine.Open(settings.Engine, time, loggers);
}
