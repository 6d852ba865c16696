using System.Text.Json;
using Personalization.Actors.Trials;
using Personalization.Contracts;

namespace Personalization.Grains.Trials;

/// <summary>Hosts the keeper of experiments. It keeps nothing: all is in the log, which its silo follows.</summary>
[GrainType("experiments")]
internal sealed class ExperimentGrain(IGrainContext context, SiloTrials trials, SiloNode silo) : IExperimentGrain, IGrainBase, IDisposable
{
    private readonly ExperimentKeeper _keeper = new(trials, silo.Node.Time);

    public IGrainContext GrainContext => context;

    public async Task<JsonText> Apply(JsonText command)
    {
        var reply = await _keeper.Apply(JsonSerializer.Deserialize(command.Utf8.Span, ContractsJson.Default.ExperimentCommand)!);
        return new JsonText(JsonSerializer.SerializeToUtf8Bytes(reply, ContractsJson.Default.ExperimentReply));
    }

    public void Dispose() => _keeper.Dispose();
}
