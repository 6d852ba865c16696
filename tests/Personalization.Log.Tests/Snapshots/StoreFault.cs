namespace Personalization.Log.Tests.Snapshots;

/// <summary>What goes wrong in a store.</summary>
internal enum StoreFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It fails before it has written.</summary>
    Before,

    /// <summary>It fails after it has written, so the caller cannot tell.</summary>
    After,

    /// <summary>It has no room.</summary>
    Full,
}
