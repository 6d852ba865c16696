using Microsoft.AspNetCore.Mvc;
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
                Description = "Collect events, keep the catalogue, read what is known of a person, and get decisions. "
                    + "Errors are problem details (RFC 9457).",
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
            else if (context.JsonTypeInfo.Type == typeof(ProblemDetails))
            {
                schema.Properties!["field"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Description = "The faulty field, where there is one.",
                };
            }
            else if (context.JsonTypeInfo.Type.Assembly == typeof(ContractsJson).Assembly)
            {
                // The form of contracts leaves out what has its default.
                var absent = context.JsonTypeInfo.Properties
                    .Where(static p => !p.IsRequired && (p.PropertyType.IsValueType || p.IsGetNullable));
                schema.Required?.ExceptWith(absent.Select(static p => p.Name));
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
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<OneOrManyBody>().Any())
            {
                var json = operation.RequestBody!.Content!["application/json"];
                var many = new OpenApiSchema { Type = JsonSchemaType.Array, Items = json.Schema };
                json.Schema = new OpenApiSchema { OneOf = [json.Schema!, many] };
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
