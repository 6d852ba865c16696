namespace Personalization.Engine.Recommenders;

/// <summary>What all people together did with the items, as published for decisions. Readable from any thread.</summary>
/// <param name="AlsoViewed">Which items occur together in visits.</param>
/// <param name="AlsoBought">Which items are bought together.</param>
/// <param name="Popularity">What is popular and what is trending.</param>
/// <param name="Newest">What came into the catalogue last.</param>
public sealed record ItemSignals(CoOccurrence AlsoViewed, CoOccurrence AlsoBought, ItemPopularity Popularity, NewestItems Newest);
