using Personalization.Engine.Chance;
using Personalization.Engine.OffPolicy;

namespace Personalization.Engine.Tests.OffPolicy;

/// <summary>
/// A bandit of eight contexts and four actions, all known, so that the value of any policy is a sum. Rewards are linear in the features up
/// to a part that the model cannot see, or 0/1 with that probability.
/// </summary>
internal sealed class SyntheticBandit
{
    public const int Contexts = 8;
    public const int Actions = 4;
    private const int Features = 5;

    private readonly double[,] _means = new double[Contexts, Actions];
    private readonly double[,] _logging = new double[Contexts, Actions];
    private readonly double[,] _target = new double[Contexts, Actions];
    private readonly double[][,] _features = new double[Contexts][,];
    private readonly bool _binary;

    /// <param name="seed">Of the bandit itself.</param>
    /// <param name="curvature">How much of the rewards no linear model explains.</param>
    /// <param name="binary">Whether rewards are 0 or 1.</param>
    public SyntheticBandit(int seed, double curvature, bool binary = false)
    {
        _binary = binary;
        var random = SeededRandom.Create(seed);
        var weights = Enumerable.Range(0, Features).Select(_ => random.NextDouble() - 0.5).ToArray();
        for (var x = 0; x < Contexts; x++)
        {
            _features[x] = new double[Actions, Features];
            for (var a = 0; a < Actions; a++)
            {
                for (var f = 0; f < Features; f++)
                {
                    _features[x][a, f] = random.NextDouble();
                    _means[x, a] += weights[f] * _features[x][a, f];
                }
                _means[x, a] = Math.Clamp(0.5 + (0.4 * _means[x, a]) + (curvature * (random.NextDouble() - 0.5)), 0.02, 0.98);
                _logging[x, a] = Math.Exp(random.NextDouble());
                _target[x, a] = Math.Exp(2 * random.NextDouble());
            }
            Normalize(_logging, x);
            Normalize(_target, x);
        }
        for (var x = 0; x < Contexts; x++)
        {
            for (var a = 0; a < Actions; a++)
            {
                TrueValue += _target[x, a] * _means[x, a] / Contexts;
                LoggedValue += _logging[x, a] * _means[x, a] / Contexts;
            }
        }
    }

    /// <summary>The target's value.</summary>
    public double TrueValue { get; }

    /// <summary>The logging policy's.</summary>
    public double LoggedValue { get; }

    public PolicyLog Log(int rows, ulong seed)
    {
        var chance = new RandomStream(seed);
        var log = new PolicyLog(Features, rows);
        Span<double> probabilities = stackalloc double[Actions];
        Span<double> logged = stackalloc double[Features];
        Span<double> expected = stackalloc double[Features];
        for (var i = 0; i < rows; i++)
        {
            var x = chance.NextInt(Contexts);
            for (var a = 0; a < Actions; a++)
            {
                probabilities[a] = _logging[x, a];
            }
            var action = chance.NextIndex(probabilities);
            var reward = _binary ? (chance.NextDouble() < _means[x, action] ? 1.0 : 0.0) : _means[x, action] + (0.3 * chance.NextNormal());
            for (var f = 0; f < Features; f++)
            {
                logged[f] = _features[x][action, f];
                expected[f] = 0;
                for (var a = 0; a < Actions; a++)
                {
                    expected[f] += _target[x, a] * _features[x][a, f];
                }
            }
            log.Add(reward, _logging[x, action], _target[x, action], logged, expected);
        }
        return log;
    }

    private static void Normalize(double[,] table, int row)
    {
        var sum = Enumerable.Range(0, Actions).Sum(a => table[row, a]);
        for (var a = 0; a < Actions; a++)
        {
            table[row, a] /= sum;
        }
    }
}
