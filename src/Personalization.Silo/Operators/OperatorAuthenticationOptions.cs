using Microsoft.AspNetCore.Authentication;

namespace Personalization.Silo.Operators;

/// <summary>What an operator must know.</summary>
internal sealed class OperatorAuthenticationOptions : AuthenticationSchemeOptions
{
    /// <summary>The operator's password.</summary>
    public string Password { get; set; } = "";
}
