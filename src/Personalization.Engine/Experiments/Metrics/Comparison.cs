using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Metrics;

/// <summary>
/// A treatment's mean against a control's: the difference, and the lift (the difference relative to the control). Test and intervals agree:
/// the lift's interval holds 0 just when the difference's does.
/// </summary>
/// <param name="Control">The control's estimate.</param>
/// <param name="Treatment">The treatment's estimate.</param>
public readonly record struct Comparison(MeanEstimate Control, MeanEstimate Treatment)
{
    /// <summary>Treatment less control, in the metric's unit.</summary>
    public double Difference => Treatment.Mean - Control.Mean;

    /// <summary>The difference's standard error.</summary>
    public double DifferenceError =>
        Math.Sqrt((Control.StandardError * Control.StandardError) + (Treatment.StandardError * Treatment.StandardError));

    /// <summary>The difference relative to the control; NaN when the control's mean is 0.</summary>
    public double Lift => Control.Mean == 0 ? double.NaN : Difference / Math.Abs(Control.Mean);

    /// <summary>The lift's standard error by the delta method (Deng, Knoblich and Lu 2018).</summary>
    public double LiftError
    {
        get
        {
            var ratio = Treatment.Mean / Control.Mean;
            return Math.Sqrt(
                (Treatment.StandardError * Treatment.StandardError) + (ratio * ratio * Control.StandardError * Control.StandardError))
                / Math.Abs(Control.Mean);
        }
    }

    /// <summary>The difference in standard errors; 0 when nothing is known of its error.</summary>
    public double Z => DifferenceError is > 0 and < double.PositiveInfinity and var error ? Difference / error : 0;

    /// <summary>The difference's interval of so many standard errors to each side.</summary>
    public Interval DifferenceInterval(double multiplier)
    {
        var half = multiplier * DifferenceError;
        return double.IsFinite(half) ? new Interval(Difference - half, Difference + half) : Interval.Everything;
    }

    /// <summary>
    /// The lift's interval of so many standard errors, by Fieller's theorem (Fieller, Journal of the Royal Statistical Society B 16, 1954):
    /// the lifts L at which treatment − (1 + L)·control is within so many standard errors of 0. Everything when the control's mean
    /// itself is not that far from 0. Of a metric with a negative mean the sign follows the difference.
    /// </summary>
    public Interval LiftInterval(double multiplier)
    {
        var square = multiplier * multiplier;
        var a = (Control.Mean * Control.Mean) - (square * Control.StandardError * Control.StandardError);
        var c = (Treatment.Mean * Treatment.Mean) - (square * Treatment.StandardError * Treatment.StandardError);
        if (!(a > 0) || !double.IsFinite(c) || !double.IsFinite(multiplier))
        {
            return Interval.Everything;
        }
        var b = Control.Mean * Treatment.Mean;
        var root = Math.Sqrt(Math.Max(0, (b * b) - (a * c)));
        var ratios = new Interval(((b - root) / a) - 1, ((b + root) / a) - 1);
        return Control.Mean > 0 ? ratios : ratios.Negate();
    }
}
