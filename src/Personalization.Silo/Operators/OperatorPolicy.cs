
namespace Personalization.Silo.Operators;

/// <summary>
/// Admits operators: the user <c>operator</c> with the configured password, by HTTP Basic authentication (RFC 7617), which every browser
/// asks for.
/// </summary>
internal static class OperatorPolicy
{
    /// <summary>The policy's name.</summary>
    public const string Name = "operator";

    public static IServiceCollection AddOperators(this IServiceCollection services, string password)
    {
        services.AddAuthentication(Name)
            .AddScheme<OperatorAuthenticationOptions, OperatorAuthentication>(Name, options => options.Password = password);
        services.AddAuthorizationBuilder()
            .AddPolicy(Name, static policy => policy.AddAuthenticationSchemes(Name).RequireAuthenticatedUser().RequireRole(Name));
        return services;
    }
}
