using System.Text.Json;
using Personalization.Log.Experiments;
using Personalization.Contracts;

namespace Personalization.Grains.Experiments;

/// <summary>Hosts the handler of experiments. It keeps nothing: all is in the log, which its silo follows.</summary>
[GrainType("experiments")]
internal sealed class ExperimentGrain(IGrainContext context, SiloExperiments experiments, SiloContext silo)
    : IExperimentGrain, IGrainBase, IDisposable
{
    private readonly ExperimentCommandHandler _handler = new(experiments, silo.Node.Time);

    public IGrainContext GrainContext => context;

    public async Task<JsonText> Apply(JsonText command)
    {
        var reply = await _handler.Apply(JsonSerializer.Deserialize(command.Utf8.Span, ContractsJson.Default.ExperimentCommand)!);
        return new JsonText(JsonSerializer.SerializeToUtf8Bytes(reply, ContractsJson.Default.ExperimentReply));
    }

    public void Dispose() => _handler.Dispose();
}
