namespace Personalization.Storage.Folder;

/// <summary>
/// When written data is forced onto the disk. A crash of the process alone loses nothing under any policy; a power cut may.
/// </summary>
public enum FsyncPolicy
{
    /// <summary>
    /// Before each commit is acknowledged (SQLite <c>synchronous=FULL</c>). A power cut loses nothing that was acknowledged.
    /// </summary>
    EveryCommit,

    /// <summary>
    /// At checkpoints of the write-ahead log only (<c>NORMAL</c>). A power cut may lose the latest commits; the file stays sound.
    /// </summary>
    AtCheckpoints,

    /// <summary>Never; the operating system decides (<c>OFF</c>). A power cut may damage the file. For tests and throw-away data.</summary>
    Never,
}
