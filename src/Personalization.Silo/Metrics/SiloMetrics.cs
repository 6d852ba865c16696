using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Personalization.Silo.Metrics;

/// <summary>Gathers the engine's and Orleans' own meters, to be read in Prometheus' text format. Thread-safe.</summary>
internal sealed class SiloMetrics : IDisposable
{
    private readonly PrometheusExporter _exporter = new();
    private readonly MeterProvider _provider;
    private readonly Lock _reading = new();

    /// <summary>Starts to gather.</summary>
    public SiloMetrics()
    {
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Personalization", "Microsoft.Orleans", "System.Runtime", "Npgsql")
            .AddReader(new BaseExportingMetricReader(_exporter))
            .Build();
    }

    /// <summary>All metrics as of now.</summary>
    public string Read()
    {
        lock (_reading)
        {
            _exporter.Collect?.Invoke(Timeout.Infinite);
            return _exporter.Text;
        }
    }

    public void Dispose() => _provider.Dispose();
}
