using System.ComponentModel.DataAnnotations;
using Personalization.Embedded;

namespace Personalization.Gateway.Hosting;

/// <summary>Which engine stands behind the gateway, and how the embedded one keeps, learns and decides.</summary>
internal sealed class EngineSettings : EmbeddedOptions
{
    /// <summary>Which engine it is.</summary>
    /// <value>Auto, Embedded, Orleans or OrleansClient. Default: Auto.</value>
    [EnumDataType(typeof(EngineKind))]
    public EngineKind Host { get; set; }
}
