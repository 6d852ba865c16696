using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Statistics;

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
    public void Beta_has_the_reference_value(double a, double b, double x, double expected) =>
        Near(expected, BetaDistribution.Cdf(x, a, b));

    [Theory]
    [InlineData(0.5, 1, 0.47950012218695337)]
    [InlineData(3.84, 1, 0.05004352124870519)]
    [InlineData(20, 5, 0.0012497305630313773)]
    [InlineData(1.2, 7, 0.9909268978050813)]
    [InlineData(300, 9, 2.6102773472069844e-59)]
    public void Chi_square_has_the_reference_value(double x, double freedom, double expected) =>
        Near(expected, ChiSquareDistribution.Survival(x, freedom));

    // mpmath 1.3.0, log1p with 40 digits.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-20, 1e-20)]
    [InlineData(1.25e-9, 1.24999999921875000065e-9)]
    [InlineData(-0.3, -0.356674943938732363)]
    [InlineData(2, 1.0986122886681098)]
    [InlineData(-1, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Logarithm_near_one_has_the_reference_value(double x, double expected) =>
        Assert.Equal(expected, Logarithm.OnePlus(x), double.IsFinite(expected) ? Math.Abs(expected) * 1e-15 : 1);

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

    private static void Near(double expected, double actual) =>
        Assert.Equal(expected, actual, Math.Max(1e-300, Math.Abs(expected) * 1e-10));
}
