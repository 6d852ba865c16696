using System.Runtime.Intrinsics;

namespace Personalization.Engine.Statistics;

/// <summary>The standard normal distribution. Relative error below 1e-15, in both tails too. Pure; thread-safe.</summary>
public static class NormalDistribution
{
    private const double InverseRootTwoPi = 0.398942280401432677939946;

    // Where the rational functions meet: the quartile, and √32.
    private const double Quartile = 0.67448975;
    private const double Far = 5.656854249492380195;

    // Φ(−40) is below the smallest positive double.
    private const double Nothing = 40;

    // Φ(−37) is the last without denormal numbers; what lies beyond counts as being here.
    private const double VectorReach = 37;

    // Cody's coefficients (see Cdf), and Wichura's (see Quantile), the highest power first.
    private static ReadOnlySpan<double> CentreOver =>
        [0.065682337918207449113, 2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249];

    private static ReadOnlySpan<double> CentreUnder =>
        [1, 47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956];

    private static ReadOnlySpan<double> TailOver =>
    [
        1.0765576773720192317e-8, 0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226,
        2494.5375852903726711, 6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218,
    ];

    private static ReadOnlySpan<double> TailUnder =>
    [
        1, 22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755,
        18615.571640885098091, 34900.952721145977266, 38912.003286093271411, 19685.429676859990727,
    ];

    private static ReadOnlySpan<double> FarOver =>
    [
        0.02307344176494017303, 0.21589853405795699, 0.1274011611602473639, 0.022235277870649807, 0.001421619193227893466,
        2.9112874951168792e-5,
    ];

    private static ReadOnlySpan<double> FarUnder =>
        [1, 1.28426009614491121, 0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244, 7.29751555083966205e-5];

    private static ReadOnlySpan<double> MiddleQuantileOver =>
    [
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080,
    ];

    private static ReadOnlySpan<double> MiddleQuantileUnder =>
    [
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1,
    ];

    private static ReadOnlySpan<double> OuterQuantileOver =>
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
        3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
    ];

    private static ReadOnlySpan<double> OuterQuantileUnder =>
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1,
    ];

    private static ReadOnlySpan<double> FarQuantileOver =>
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720,
    ];

    private static ReadOnlySpan<double> FarQuantileUnder =>
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1,
    ];

    /// <summary>φ(x), the density.</summary>
    public static double Density(double x) => Math.Exp(-0.5 * x * x) * InverseRootTwoPi;

    /// <summary>
    /// Φ(x), the probability of less than x, by rational functions (Cody, Rational Chebyshev Approximations for the Error Function,
    /// Mathematics of Computation 23, 1969; coefficients for Φ from his ANORM, ACM Transactions on Mathematical Software 19, 1993,
    /// algorithm 715).
    /// </summary>
    public static double Cdf(double x) => Math.Abs(x) <= Quartile ? 0.5 + Centre(x) : x < 0 ? Tail(-x) : 1 - Tail(x);

    /// <summary>
    /// Φ of many numbers, several at once and by one rational function of the tail: for choosing among arms, where it takes most of the
    /// time. Absolute error below 3e-12; relative error below 3e-13 from −6 to −0.2.
    /// </summary>
    /// <param name="x">The numbers.</param>
    /// <param name="cdf">Takes Φ of each; may be the same memory.</param>
    public static void Cdf(ReadOnlySpan<double> x, Span<double> cdf)
    {
        var i = 0;
        for (; i + Vector256<double>.Count <= x.Length; i += Vector256<double>.Count)
        {
            var at = Vector256.Create(x[i..]);
            var distance = Vector256.Min(Vector256.Abs(at), Vector256.Create(VectorReach));
            var (over, under) = (Vector256<double>.Zero, Vector256<double>.Zero);
            for (var k = 0; k < TailOver.Length; k++)
            {
                over = Vector256.MultiplyAddEstimate(over, distance, Vector256.Create(TailOver[k]));
                under = Vector256.MultiplyAddEstimate(under, distance, Vector256.Create(TailUnder[k]));
            }
            var tail = Vector256.Exp(distance * distance * -0.5) * over / under;
            var isAbove = Vector256.GreaterThan(at, Vector256<double>.Zero);
            Vector256.ConditionalSelect(isAbove, Vector256<double>.One - tail, tail).CopyTo(cdf[i..]);
        }
        for (; i < x.Length; i++)
        {
            cdf[i] = Cdf(x[i]);
        }
    }

    /// <summary>1 − Φ(x), the probability of more than x.</summary>
    public static double Survival(double x) => Cdf(-x);

    /// <summary>The probability of a distance from 0 of more than |x|: the two-sided p-value of a z statistic.</summary>
    public static double TwoSided(double x) => 2 * Cdf(-Math.Abs(x));

    /// <summary>The x with Φ(x) = p, by rational functions (Wichura, Applied Statistics 37, 1988, algorithm AS 241, PPND16).</summary>
    /// <param name="p">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in (0, 1).</exception>
    public static double Quantile(double p)
    {
        if (p is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability in (0, 1) is expected.");
        }
        var fromMiddle = p - 0.5;
        if (Math.Abs(fromMiddle) <= 0.425)
        {
            var square = 0.180625 - (fromMiddle * fromMiddle);
            return fromMiddle * Polynomial(MiddleQuantileOver, square) / Polynomial(MiddleQuantileUnder, square);
        }
        var root = Math.Sqrt(-Math.Log(fromMiddle < 0 ? p : 1 - p));
        var distance = root <= 5
            ? Polynomial(OuterQuantileOver, root - 1.6) / Polynomial(OuterQuantileUnder, root - 1.6)
            : Polynomial(FarQuantileOver, root - 5) / Polynomial(FarQuantileUnder, root - 5);
        return fromMiddle < 0 ? -distance : distance;
    }

    /// <summary>
    /// The x that |X| exceeds with the probability <paramref name="probability"/>: the half-width of an interval in standard errors.
    /// </summary>
    /// <param name="probability">Two-sided, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in (0, 1).</exception>
    public static double TwoSidedQuantile(double probability) => -Quantile(probability / 2);

    // Φ(x) − ½.
    private static double Centre(double x)
    {
        var square = x * x;
        return x * Polynomial(CentreOver, square) / Polynomial(CentreUnder, square);
    }

    // The probability of more than x, for x above the quartile.
    private static double Tail(double x)
    {
        if (x > Nothing)
        {
            return 0;
        }
        double ratio;
        if (x <= Far)
        {
            ratio = Polynomial(TailOver, x) / Polynomial(TailUnder, x);
        }
        else
        {
            var inverse = 1 / (x * x);
            ratio = (InverseRootTwoPi - (inverse * Polynomial(FarOver, inverse) / Polynomial(FarUnder, inverse))) / x;
        }
        // The square of x in sixteenths is exact, and what is left is small; the rounding of x² would be an error of up to x²/2 units.
        var rounded = Math.Truncate(x * 16) / 16;
        return Math.Exp(-0.5 * rounded * rounded) * Math.Exp(-0.5 * (x - rounded) * (x + rounded)) * ratio;
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        var value = 0.0;
        foreach (var coefficient in coefficients)
        {
            value = (value * x) + coefficient;
        }
        return value;
    }
}
