using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Personalization.Contracts;

namespace Personalization.Gateway.Hosting;

/// <summary>Describes the API where the code alone does not: title, query and path parameters.</summary>
internal static class OpenApiText
{
    /// <summary>Adds the descriptions to the document.</summary>
    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Personalization engine",
                Version = "v1",
                Description = "Collect events, keep the catalogue, read what is known of a person, and get decisions. Errors are problem details (RFC 9457).",
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(JsonText))
            {
                schema.Type = JsonSchemaType.Object;
                schema.Description = "Any members.";
            }
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            var parameters = operation.Parameters ??= [];
            foreach (var name in context.Description.RelativePath!.Split('{').Skip(1).Select(static part => part[..part.IndexOf('}')]))
            {
                if (!parameters.Any(p => p.Name == name))
                {
                    parameters.Add(Parameter(name, ParameterLocation.Path, JsonSchemaType.String, "Its identifier: 1 to 128 characters."));
                }
            }
            foreach (var query in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameter>())
            {
                parameters.Add(Parameter(query.Name, ParameterLocation.Query, query.Type, query.Description));
            }
            return Task.CompletedTask;
        });
    }

    private static OpenApiParameter Parameter(string name, ParameterLocation place, JsonSchemaType type, string description) => new()
    {
        Name = name,
        In = place,
        Required = place == ParameterLocation.Path,
        Description = description,
        Schema = new OpenApiSchema { Type = type },
    };
}
