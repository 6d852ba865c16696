namespace Personalization.Tools.Import;

/// <summary>What a target made of a batch.</summary>
/// <param name="Duplicates">Events that it had seen before.</param>
/// <param name="Rejections">Records that it does not take; all others are taken.</param>
internal readonly record struct ImportReply(int Duplicates, IReadOnlyList<ImportRejection> Rejections)
{
    /// <summary>Everything was taken.</summary>
    public static ImportReply Taken(int duplicates = 0) => new(duplicates, []);
}
