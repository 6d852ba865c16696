namespace Personalization.Tools.Demo;

/// <summary>Whether the demo shop runs.</summary>
internal enum DemoMode
{
    /// <summary>When no data folder is given and none with data of one's own is there.</summary>
    Auto,

    /// <summary>Always.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}
