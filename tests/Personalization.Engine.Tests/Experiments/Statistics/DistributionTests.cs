using Personalization.Engine.Experiments.Statistics;

namespace Personalization.Engine.Tests.Experiments.Statistics;

/// <summary>Reference values: SciPy 1.10.1 (scipy.special and scipy.stats).</summary>
public sealed class DistributionTests
{
    [Theory]
    [InlineData(0.1, 2.252712651734206)]
    [InlineData(0.5, 0.5723649429247)]
    [InlineData(1.5, -0.12078223763524526)]
    [InlineData(3, 0.6931471805599453)]
    [InlineData(11.9, 17.25847745059552)]
    [InlineData(12.1, 17.74700727079874)]
    [InlineData(100.5, 361.43554046777757)]
    [InlineData(1e6, 12815504.569147611)]
    public void Log_gamma_has_the_reference_value(double x, double expected) => Near(expected, GammaFunction.Log(x));

    [Theory]
    [InlineData(0.5, 0.1, 0.34527915398142317, 0.6547208460185768)]
    [InlineData(0.5, 8, 0.9999366575163338, 6.334248366623988e-05)]
    [InlineData(2.5, 1, 0.15085496391539038, 0.8491450360846096)]
    [InlineData(10, 12, 0.7576078383294875, 0.24239216167051245)]
    [InlineData(50, 30, 0.0005188914625480344, 0.999481108537452)]
    [InlineData(50, 90, 0.9999983505014983, 1.6494985017178526e-06)]
    [InlineData(1000, 1100, 0.9989406767460701, 0.0010593232539299773)]
    public void Incomplete_gamma_has_the_reference_value(double a, double x, double lower, double upper)
    {
        Near(lower, GammaFunction.Lower(a, x));
        Near(upper, GammaFunction.Upper(a, x));
    }

    [Theory]
    [InlineData(0.5, 0.5, 0.3, 0.3690101195655454)]
    [InlineData(2, 3, 0.4, 0.5248)]
    [InlineData(1, 30, 0.05, 0.7853612360570627)]
    [InlineData(120, 9800, 0.0125, 0.6529185994654694)]
    [InlineData(5000, 5100, 0.5, 0.8401528708167105)]
    [InlineData(40, 2, 0.99, 0.9365604619975526)]
    public void Beta_has_the_reference_value(double a, double b, double x, double expected) => Near(expected, BetaDistribution.Cdf(x, a, b));

    [Theory]
    [InlineData(-30, 4.906713927147908e-198)]
    [InlineData(-8, 6.22096057427174e-16)]
    [InlineData(-3, 0.0013498980316300933)]
    [InlineData(-1.96, 0.024997895148220435)]
    [InlineData(-0.1, 0.460172162722971)]
    [InlineData(0, 0.5)]
    [InlineData(2, 0.9772498680518208)]
    public void Normal_has_the_reference_value(double x, double expected)
    {
        Near(expected, NormalDistribution.Cdf(x));
        Near(expected, NormalDistribution.UpperTail(-x));
        Near(2 * Math.Min(expected, 1 - expected), NormalDistribution.TwoSided(x));
        Assert.Equal(x, NormalDistribution.Quantile(expected), 1e-10);
    }

    [Theory]
    [InlineData(1, 1, 0.5)]
    [InlineData(2.1, 5.5, 0.08469192512974696)]
    [InlineData(2, 30, 0.0546250449629831)]
    [InlineData(4.5, 100, 1.838461154761551e-05)]
    [InlineData(1.96, 1e5, 0.04999856319430167)]
    public void Student_has_the_reference_value(double t, double freedom, double expected) => Near(expected, StudentDistribution.TwoSided(t, freedom));

    [Theory]
    [InlineData(0.05, 1, 12.706204736432102)]
    [InlineData(0.05, 10, 2.2281388519649385)]
    [InlineData(0.01, 3.7, 4.869252253428672)]
    [InlineData(0.05, 1000, 1.9623390808264078)]
    [InlineData(0.001, 25, 3.725143949480646)]
    [InlineData(0.05, 1e9, 1.959963984540054)]
    public void Student_quantile_has_the_reference_value(double probability, double freedom, double expected) =>
        Assert.Equal(expected, StudentDistribution.TwoSidedQuantile(probability, freedom), 1e-8);

    [Theory]
    [InlineData(0.5, 1, 0.47950012218695337)]
    [InlineData(3.84, 1, 0.05004352124870519)]
    [InlineData(20, 5, 0.0012497305630313773)]
    [InlineData(1.2, 7, 0.9909268978050813)]
    [InlineData(300, 9, 2.6102773472069844e-59)]
    public void Chi_square_has_the_reference_value(double x, double freedom, double expected) => Near(expected, ChiSquareDistribution.UpperTail(x, freedom));

    [Fact]
    public void Quadrature_is_exact_for_polynomials_of_twice_its_order()
    {
        var rule = new GaussLegendre(8);
        for (var power = 0; power < 16; power++)
        {
            var integral = rule.Nodes.Zip(rule.Weights, (x, w) => w * Math.Pow(x, power)).Sum();
            Assert.Equal(power % 2 == 0 ? 2.0 / (power + 1) : 0, integral, 1e-14);
        }
    }

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, Math.Max(1e-300, Math.Abs(expected) * 1e-10));
}
