namespace Personalization.Engine.OffPolicy;

/// <summary>
/// IPS, SNIPS and the weights' diagnostics as a handful of sums: one pass over any number of rows in constant memory; sums of parts are
/// merged. Not thread-safe.
/// </summary>
public sealed class ImportanceSums
{
    private long _rows;
    private long _faulty;
    private long _faultyPropensities;
    private long _unsupportedRows;
    private double _unsupported;
    private double _weight;
    private double _weightSquare;
    private double _largest;
    private double _value;
    private double _valueSquare;
    private double _weightValue;
    private double _reward;
    private double _rewardSquare;

    /// <summary>Adds a row; a faulty one is counted and takes no part in the sums.</summary>
    /// <param name="reward">What came of the choice.</param>
    /// <param name="propensity">Its probability under the logging policy, (0, 1].</param>
    /// <param name="targetProbability">Its probability under the target, [0, 1].</param>
    /// <param name="unsupportedMass">The target's probability of choices that are never logged, [0, 1].</param>
    public void Add(double reward, double propensity, double targetProbability, double unsupportedMass = 0)
    {
        _rows++;
        if (propensity is not (> 0 and <= 1))
        {
            _faultyPropensities++;
            return;
        }
        if (!double.IsFinite(reward) || targetProbability is not (>= 0 and <= 1 + 1e-9) || unsupportedMass is not (>= 0 and <= 1 + 1e-9))
        {
            _faulty++;
            return;
        }
        var w = targetProbability / propensity;
        var value = w * reward;
        _weight += w;
        _weightSquare += w * w;
        _largest = Math.Max(_largest, w);
        _value += value;
        _valueSquare += value * value;
        _weightValue += w * value;
        _reward += reward;
        _rewardSquare += reward * reward;
        _unsupported += unsupportedMass;
        if (unsupportedMass > 1e-12)
        {
            _unsupportedRows++;
        }
    }

    /// <summary>Adds the rows of other sums.</summary>
    public void Merge(ImportanceSums other)
    {
        _rows += other._rows;
        _faulty += other._faulty;
        _faultyPropensities += other._faultyPropensities;
        _unsupportedRows += other._unsupportedRows;
        _unsupported += other._unsupported;
        _weight += other._weight;
        _weightSquare += other._weightSquare;
        _largest = Math.Max(_largest, other._largest);
        _value += other._value;
        _valueSquare += other._valueSquare;
        _weightValue += other._weightValue;
        _reward += other._reward;
        _rewardSquare += other._rewardSquare;
    }

    /// <summary>Rows that take part.</summary>
    public long Count => _rows - _faulty - _faultyPropensities;

    /// <summary>Mean of w r.</summary>
    public double ImportanceSampling => _value / Count;

    /// <summary>Its standard error.</summary>
    public double ImportanceSamplingError => Error(_value, _valueSquare);

    /// <summary>Σ w r / Σ w.</summary>
    public double SelfNormalized => _value / _weight;

    /// <summary>
    /// Its standard error by the delta method: √Σ w² (r − V̂)² / Σ w (Owen, Monte Carlo theory, 2013, equation 9.8).
    /// </summary>
    public double SelfNormalizedError
    {
        get
        {
            var v = SelfNormalized;
            return Math.Sqrt(Math.Max(0, _valueSquare - (2 * v * _weightValue) + (v * v * _weightSquare))) / _weight;
        }
    }

    /// <summary>The mean reward under the logging policy.</summary>
    public double MeanReward => _reward / Count;

    /// <summary>Its standard error.</summary>
    public double MeanRewardError => Error(_reward, _rewardSquare);

    /// <summary>Whether all rewards are the same.</summary>
    public bool IsConstant => Error(_reward, _rewardSquare) <= 1e-12 * Math.Abs(MeanReward);

    /// <summary>What the weights say.</summary>
    public WeightDiagnostics Diagnostics() => new()
    {
        Rows = _rows,
        FaultyRows = _faulty,
        FaultyPropensities = _faultyPropensities,
        MeanWeight = _weight / Count,
        MeanWeightError = Error(_weight, _weightSquare),
        LargestWeight = _largest,
        EffectiveSampleSize = _weightSquare > 0 ? _weight * _weight / _weightSquare : 0,
        UnsupportedMass = _unsupported / Count,
        UnsupportedRows = _unsupportedRows,
    };

    private double Error(double sum, double square)
    {
        var n = (double)Count;
        return n > 1 ? Math.Sqrt(Math.Max(0, square - (sum * sum / n)) / (n - 1) / n) : double.NaN;
    }
}
