using Personalization.Engine.Catalog;
using Personalization.Engine.Events;

namespace Personalization.Engine.Profiles;

/// <summary>What states need from their node to apply events: the same for every actor of the node. Thread-safe.</summary>
/// <param name="Vocabulary">Names and numbers.</param>
/// <param name="Catalog">The items.</param>
/// <param name="IdHash">The hash of event ids.</param>
/// <param name="Options">How much is kept.</param>
public sealed record StateContext(Vocabulary Vocabulary, ItemCatalog Catalog, EventIdHash IdHash, ProfileOptions Options);
