namespace Personalization.Tools.Import;

/// <summary>A data set that can be read as items and events. Read by one reader at a time.</summary>
internal interface IImportSource
{
    /// <summary>Identity of what is read, and how: it changes with the files' content and the options that shape the records.</summary>
    string Fingerprint { get; }

    /// <summary>How much of the data has been read, [0, 1]; an estimate.</summary>
    double Fraction { get; }

    /// <summary>
    /// Reads from the beginning. The same files give the same records in the same order, faults included. Only a file that cannot be read
    /// at all throws.
    /// </summary>
    IEnumerable<ImportRecord> Read();
}
