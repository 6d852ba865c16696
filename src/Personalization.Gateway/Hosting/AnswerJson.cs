using System.Text.Json.Serialization;
using Personalization.Gateway.Bandits;
using Personalization.Gateway.Items;
using Personalization.Gateway.Ranking;
using Personalization.Gateway.Trending;

namespace Personalization.Gateway.Hosting;

/// <summary>The JSON form of the answers that are the gateway's own: absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LearningReceipt))]
[JsonSerializable(typeof(BanditList))]
[JsonSerializable(typeof(BanditDescription))]
[JsonSerializable(typeof(RecommenderList))]
[JsonSerializable(typeof(SimilarItems))]
[JsonSerializable(typeof(TrendingItems))]
internal sealed partial class AnswerJson : JsonSerializerContext;
