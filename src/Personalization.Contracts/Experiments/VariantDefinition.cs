using System.Text.Json.Serialization;

namespace Personalization.Contracts.Experiments;

/// <summary>One of the things that an experiment compares. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("variant-definition")]
public sealed record VariantDefinition
{
    /// <summary>Creates a variant; what is absent in JSON gets its default here.</summary>
    /// <param name="weight">Its share of the people.</param>
    [JsonConstructor]
    public VariantDefinition(double weight = 1) => Weight = weight;

    /// <summary>Identity within the experiment. 1 to 64 characters of a–z, A–Z, 0–9, <c>_ - .</c>.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>Its share of the people, relative to the other variants' weights.</summary>
    /// <value>0 or more; 1 by default.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [Id(1)]
    public double Weight { get; init; }

    /// <summary>What the product does differently: handed to the code that shows the variant.</summary>
    [Id(2)]
    public JsonText Parameters { get; init; }
}
