using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Import;

/// <summary>How an import is run.</summary>
internal sealed record ImportOptions
{
    /// <summary>
    /// What the import is called, in messages and in the names of its files: <c>movielens</c>, <c>otto</c>, <c>csv</c> …
    /// </summary>
    public required string Name { get; init; }

    /// <summary>
    /// Where <c>import-NAME.checkpoint</c> and <c>import-NAME.errors.jsonl</c> are written; the engine's data folder as a rule.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>Records handed over at a time.</summary>
    /// <value>1 or more; 2,000 by default.</value>
    public int BatchSize { get; init; } = 2000;

    /// <summary>Whether to begin anew although a checkpoint is there. <see langword="false"/> by default.</summary>
    public bool Restart { get; init; }

    /// <summary>Says what is wrong with an event, or <see langword="null"/>. Everything passes by default.</summary>
    public Func<Event, string?> ValidateEvent { get; init; } = static _ => null;

    /// <summary>Says what is wrong with an item, or <see langword="null"/>. By default only the id is looked at.</summary>
    public Func<Item, string?> ValidateItem { get; init; } =
        static item =>
            item.ItemId.Length is >= 1 and <= 128 && !item.ItemId.Any(char.IsControl)
                ? null
                : "item_id must have 1 to 128 characters, none of them a control character.";

    /// <summary>The first pause when the target is busy; each further one is twice as long.</summary>
    /// <value>&gt; 0; 50 ms by default.</value>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause.</summary>
    /// <value>≥ <see cref="FirstPause"/>; 5 s by default.</value>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The import stops when the target took nothing for so long; it can be continued.</summary>
    /// <value>≥ 0; 5 minutes by default.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);
}
