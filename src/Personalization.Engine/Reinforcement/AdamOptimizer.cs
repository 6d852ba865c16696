using System.Numerics.Tensors;

namespace Personalization.Engine.Reinforcement;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) with β₁ .9, β₂ .999, ε 1e-8, after scaling gradients down to a norm. Not thread-safe.
/// </summary>
/// <param name="size">Parameters.</param>
/// <param name="mostNorm">The norm to which longer gradients are scaled, above 0.</param>
public sealed class AdamOptimizer(int size, double mostNorm = 10)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private readonly float[] _mean = new float[size];
    private readonly float[] _square = new float[size];
    private readonly float[] _step = new float[size];
    private long _steps;

    /// <summary>Moves the parameters against the gradients.</summary>
    /// <param name="parameters">What is learnt.</param>
    /// <param name="gradients">Spoilt.</param>
    /// <param name="rate">The learning rate, above 0.</param>
    public void Step(Span<float> parameters, Span<float> gradients, double rate)
    {
        var norm = TensorPrimitives.Norm<float>(gradients);
        if (norm > mostNorm)
        {
            TensorPrimitives.Multiply(gradients, (float)(mostNorm / norm), gradients);
        }
        _steps++;
        TensorPrimitives.Multiply(_mean, Beta1, _mean);
        TensorPrimitives.MultiplyAdd(gradients, 1 - Beta1, _mean, _mean);
        TensorPrimitives.Multiply(gradients, gradients, gradients);
        TensorPrimitives.Multiply(_square, Beta2, _square);
        TensorPrimitives.MultiplyAdd(gradients, 1 - Beta2, _square, _square);
        TensorPrimitives.Multiply(_square, (float)(1 / (1 - Math.Pow(Beta2, _steps))), _step);
        TensorPrimitives.Sqrt(_step, _step);
        TensorPrimitives.Add(_step, 1e-8f, _step);
        TensorPrimitives.Divide(_mean, _step, _step);
        TensorPrimitives.MultiplyAdd(_step, (float)(-rate / (1 - Math.Pow(Beta1, _steps))), parameters, parameters);
    }
}
