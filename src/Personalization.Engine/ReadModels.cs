using Personalization.Engine.Catalog;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;
using Personalization.Engine.Recommenders;

namespace Personalization.Engine;

/// <summary>
/// What every node holds a copy of, because it is read far more often than written: the catalogue and what all people together did with
/// it. A decision reads nothing else besides its person. One writer follows the log; any number of threads read.
/// </summary>
/// <param name="Vocabulary">Names and numbers.</param>
/// <param name="Catalog">The items.</param>
/// <param name="Signals">What people did with them.</param>
/// <param name="Options">How decisions are made.</param>
/// <param name="Profiles">How states are kept, which a decision reads them by.</param>
public sealed record ReadModels(
    Vocabulary Vocabulary, ItemCatalog Catalog, ItemSignals Signals, DecisionOptions Options, ProfileOptions Profiles);
