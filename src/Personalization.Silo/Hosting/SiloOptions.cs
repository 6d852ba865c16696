using System.ComponentModel.DataAnnotations;

namespace Personalization.Silo.Hosting;

/// <summary>The silo's own door: health, metrics and the dashboard. Not for the public.</summary>
internal sealed class SiloOptions : IValidatableObject
{
    /// <summary>Where health, metrics and the dashboard are served, with semicolons between.</summary>
    /// <value>Default: <c>http://localhost:8081</c>.</value>
    [Required]
    public string Urls { get; set; } = "http://localhost:8081";

    /// <summary>Whether the Orleans dashboard is served under <c>/dashboard</c>, to operators only.</summary>
    /// <value>Default: false.</value>
    public bool Dashboard { get; set; }

    /// <summary>The password of the user <c>operator</c>, who may see the dashboard.</summary>
    /// <value>
    /// 12 characters and more, where the dashboard is served. May be given as the environment variable
    /// PERSONALIZATION_SILO__OPERATORPASSWORD.
    /// </value>
    public string? OperatorPassword { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Dashboard && (OperatorPassword is null || OperatorPassword.Length < 12))
        {
            yield return new ValidationResult("must have 12 characters or more, since the dashboard is served", [nameof(OperatorPassword)]);
        }
    }
}
