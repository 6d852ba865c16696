using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Tests.Experiments;
using Personalization.Engine.Learning;

namespace Personalization.Engine.Tests.Learning;

public sealed class VariantSettingsTests
{
    [Theory]
    [InlineData("""{"recommender":"popuar"}""", "recommender", "\"popuar\"; blend, item_to_item")]
    [InlineData("""{"recommender":3}""", "recommender", "is 3")]
    [InlineData("""{"policy":"best"}""", "policy", "greedy")]
    [InlineData("""{"exploration":1.5}""", "exploration", "is 1.5; a number from 0 to 1")]
    [InlineData("""{"relevance":"high"}""", "relevance", "0 to 1")]
    [InlineData("""{"weights":[1]}""", "weights", "object")]
    [InlineData("""{"weights":{"populär":1}}""", "weights.populär", "names no recommender; item_to_item")]
    [InlineData("""{"weights":{"popular":-1}}""", "weights.popular", "is -1; a number from 0 to 1000000")]
    [InlineData("""{"weights":{"popular":1e99}}""", "weights.popular", "is 1e99")]
    [InlineData("""{"weights":{"popular":null}}""", "weights.popular", "is null")]
    [InlineData("""{"weights":{"popular":0}}""", "weights", "one weight above 0")]
    public void Faulty_setting_leads_to_its_field_and_changes_nothing(string parameters, string field, string fragment)
    {
        var fault = Assert.Single(VariantSettings.Check(With(parameters)));
        Assert.Equal("variants[1].parameters." + field, fault.Field);
        Assert.Contains(fragment, fault.Message, StringComparison.Ordinal);
        Assert.Equal(new VariantSettings(), VariantSettings.Of(JsonText.Parse(parameters)));
    }

    [Theory]
    [InlineData("""{"colour":"red","weight":[1]}""", false, false, false)]
    [InlineData("""{"recommender":"blend"}""", true, false, false)]
    [InlineData("""{"relevance":0.5}""", true, false, false)]
    [InlineData("""{"policy":"greedy"}""", false, false, true)]
    [InlineData("""{"exploration":0}""", false, false, true)]
    [InlineData("""{"weights":{"popular":1,"new":0}}""", true, true, true)]
    public void Setting_changes_the_decisions_that_it_is_about(string parameters, bool recommendations, bool ranks, bool choices)
    {
        Assert.Empty(VariantSettings.Check(With(parameters)));
        var settings = VariantSettings.Of(JsonText.Parse(parameters));
        Assert.Equal((recommendations, ranks, choices), (settings.ChangesRecommendations, settings.ChangesRanks, settings.ChangesChoices));
    }

    private static ExperimentDefinition With(string parameters) => Definitions.Running() with
    {
        Variants = [new VariantDefinition { Key = "a" }, new VariantDefinition { Key = "b", Parameters = JsonText.Parse(parameters) }],
    };
}
