namespace Personalization.Contracts.Experiments;

/// <summary>A treatment's lift of the primary metric at a look, and what remains of all analyses so far. Immutable.</summary>
/// <param name="Lift">The estimate, relative to the control; NaN when there is none.</param>
/// <param name="Lower">The confidence sequence's lower limit; −∞ when there is none.</param>
/// <param name="Upper">The confidence sequence's upper limit; ∞ when there is none.</param>
/// <param name="Time">
/// How far the experiment had come at the last look that counted; 1 is where a test that analyses once would look.
/// </param>
/// <param name="PValue">The least always-valid p-value so far, [0, 1].</param>
/// <param name="Sign">
/// Whether the difference was above (1) or below (−1) 0 when the p-value was least; 0 before the first look that counted.
/// </param>
/// <param name="CommonLower">The lower limit of what all intervals so far have in common.</param>
/// <param name="CommonUpper">The upper limit of what all intervals so far have in common.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("treatment-look")]
public sealed record TreatmentInterim(
    [property: Id(0)] double Lift,
    [property: Id(1)] double Lower,
    [property: Id(2)] double Upper,
    [property: Id(3)] double Time,
    [property: Id(4)] double PValue,
    [property: Id(5)] int Sign,
    [property: Id(6)] double CommonLower,
    [property: Id(7)] double CommonUpper);
