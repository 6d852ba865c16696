using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Sequential;

/// <summary>
/// The probability that a Brownian motion with drift has left a symmetric boundary, by recursive numerical integration of its density
/// inside (Armitage, McPherson and Rowe, Journal of the Royal Statistical Society A 132, 1969). For continuous looking the boundary is
/// taken as straight between the points of the time grid, and the path between as a Brownian bridge, whose crossing probability is known
/// (Wang and Pötzelberger, Journal of Applied Probability 34, 1997); a concave boundary lies above its chords, so the result is slightly
/// too large: on the safe side.
/// </summary>
public static class BoundaryCrossing
{
    /// <summary>The probability of having been outside by the end of each of a number of equal steps.</summary>
    /// <param name="boundary">
    /// The distance from 0 at a time, above 0, in the scale of the Brownian motion: standard errors times √time.
    /// </param>
    /// <param name="horizon">The last time, above 0.</param>
    /// <param name="steps">
    /// The number of steps; 100 give about 1e-4 relative accuracy for continuous looking, any number is exact for looks at their ends.
    /// </param>
    /// <param name="drift">The drift: the expected z at time 1.</param>
    /// <param name="continuous">Whether it is looked at all the time, or at the end of each step alone.</param>
    public static double[] Probabilities(Func<double, double> boundary, double horizon, int steps, double drift = 0, bool continuous = true)
    {
        var times = new double[steps];
        for (var step = 0; step < steps; step++)
        {
            times[step] = horizon * (step + 1) / steps;
        }
        return Probabilities(boundary, times, drift, continuous);
    }

    /// <summary>The probability of having been outside by each of the times.</summary>
    /// <param name="boundary">
    /// The distance from 0 at a time, above 0, in the scale of the Brownian motion: standard errors times √time.
    /// </param>
    /// <param name="times">Rising, above 0.</param>
    /// <param name="drift">The drift: the expected z at time 1.</param>
    /// <param name="continuous">Whether it is looked at all the time, or at the times alone.</param>
    public static double[] Probabilities(
        Func<double, double> boundary, ReadOnlySpan<double> times, double drift = 0, bool continuous = true)
    {
        var result = new double[times.Length];
        var quadrature = new GaussLegendre(PointsFor(boundary, times));
        var points = quadrature.Nodes.Length;
        var mass = new double[points];
        var next = new double[points];
        var (before, since) = (boundary(0), 0.0);
        for (var step = 0; step < times.Length; step++)
        {
            var now = boundary(times[step]);
            var length = times[step] - since;
            var inside = 0.0;
            for (var j = 0; j < points; j++)
            {
                var to = quadrature.Nodes[j] * now;
                var density = 0.0;
                if (step == 0)
                {
                    density = Kernel(0, to, before, now, length, drift, continuous);
                }
                else
                {
                    for (var i = 0; i < points; i++)
                    {
                        density += mass[i] * Kernel(quadrature.Nodes[i] * before, to, before, now, length, drift, continuous);
                    }
                }
                next[j] = density * quadrature.Weights[j] * now;
                inside += next[j];
            }
            (mass, next) = (next, mass);
            (before, since) = (now, times[step]);
            result[step] = Math.Clamp(1 - inside, 0, 1);
        }
        return result;
    }

    // Points so dense that the shortest step's normal density is resolved where they are farthest apart, in the middle: the error is then
    // about 1e-8.
    private static int PointsFor(Func<double, double> boundary, ReadOnlySpan<double> times)
    {
        var (widest, shortest, since) = (boundary(0), double.PositiveInfinity, 0.0);
        foreach (var time in times)
        {
            widest = Math.Max(widest, boundary(time));
            shortest = Math.Min(shortest, time - since);
            since = time;
        }
        return (int)Math.Clamp(Math.Ceiling(3.2 * widest / Math.Sqrt(shortest)), 24, 1000);
    }

    private static double Kernel(double from, double to, double before, double now, double length, double drift, bool continuous)
    {
        var distance = to - from - (drift * length);
        var exponent = distance * distance / (2 * length);
        if (exponent > 45)
        {
            return 0;
        }
        var density = Math.Exp(-exponent) / Math.Sqrt(2 * Math.PI * length);
        return continuous ? density * Stays((before - from) * (now - to) / length) * Stays((before + from) * (now + to) / length) : density;
    }

    private static double Stays(double product) => product > 20 ? 1 : -Expm1(-2 * product);

    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;
}
