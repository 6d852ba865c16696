using Personalization.Contracts;

namespace Personalization.Engine.Trials;

/// <summary>What a variant changes about the engine's own decisions; whatever else its parameters say is the app's.</summary>
/// <param name="Recommender">The recommender that answers alone, by code; the blend of all when <see langword="null"/>.</param>
/// <param name="Policy">The policy of single choices, by name; the default when <see langword="null"/>.</param>
public sealed record VariantSettings(string? Recommender, string? Policy)
{
    /// <summary>Of a variant's parameters: <c>{"recommender": "popular"}</c>, <c>{"policy": "greedy"}</c>. <c>blend</c> and <c>adaptive</c> name the defaults.</summary>
    public static VariantSettings Of(JsonText parameters) => new(parameters.GetString("recommender"u8), parameters.GetString("policy"u8));
}
