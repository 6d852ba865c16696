using Microsoft.OpenApi;

namespace Personalization.Gateway.Hosting;

/// <summary>The description of a query parameter.</summary>
internal sealed record QueryParameter(string Name, JsonSchemaType Type, string Description);
