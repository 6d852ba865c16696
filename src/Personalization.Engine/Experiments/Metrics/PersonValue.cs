namespace Personalization.Engine.Experiments.Metrics;

/// <summary>What one person contributes to one metric.</summary>
/// <param name="Value">The value: 0 or 1, money, a count; of a ratio the numerator.</param>
/// <param name="Denominator">Of a ratio the denominator; 1 for every other metric.</param>
/// <param name="Covariate">
/// Something known of the person before the exposure that goes with the value, best the same metric over the time before; 0 for people
/// without a past.
/// </param>
public readonly record struct PersonValue(double Value, double Denominator = 1, double Covariate = 0);
