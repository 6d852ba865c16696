namespace Personalization.Tools.Import;

/// <summary>What the rows of a table are.</summary>
internal enum ImportKind
{
    /// <summary>Things that happened.</summary>
    Events,

    /// <summary>Things that can be recommended.</summary>
    Items,
}
