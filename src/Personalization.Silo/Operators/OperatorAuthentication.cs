using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Personalization.Silo.Operators;

/// <summary>Checks HTTP Basic credentials, in a time that does not depend on how much of them is right.</summary>
internal sealed class OperatorAuthentication(
    IOptionsMonitor<OperatorAuthenticationOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<OperatorAuthenticationOptions>(options, loggers, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            || header.Scheme != "Basic"
            || header.Parameter is null)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }
        var given = SHA256.HashData(Encoding.ASCII.GetBytes(header.Parameter));
        var expected = SHA256.HashData(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $"{OperatorPolicy.Name}:{Options.Password}"))));
        if (!CryptographicOperations.FixedTimeEquals(given, expected))
        {
            return Task.FromResult(AuthenticateResult.Fail("The operator's password is another one."));
        }
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, OperatorPolicy.Name), new Claim(ClaimTypes.Role, OperatorPolicy.Name)], Scheme.Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"operators\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }
}
