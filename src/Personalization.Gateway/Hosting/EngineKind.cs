namespace Personalization.Gateway.Hosting;

/// <summary>Which engine stands behind the gateway.</summary>
internal enum EngineKind
{
    /// <summary>The embedded engine where its data is, otherwise Orleans when it was built in, otherwise the embedded engine.</summary>
    Auto,

    /// <summary>Everything in this process, with a journal and states in a folder.</summary>
    Embedded,

    /// <summary>An Orleans silo in this process.</summary>
    Orleans,

    /// <summary>An Orleans cluster elsewhere, of which this process is a client.</summary>
    OrleansClient,
}
