namespace Personalization.Engine.OffPolicy;

/// <summary>
/// Ways to estimate what a policy would have earned from what another one logged. w = π(a|x) / p is the importance weight, r the reward,
/// q̂ a model of it, V̂ the estimate.
/// </summary>
public enum OffPolicyEstimator
{
    /// <summary>IPS, mean of w r (Horvitz and Thompson 1952). Unbiased, of high variance.</summary>
    ImportanceSampling,

    /// <summary>SNIPS, Σ w r / Σ w (Swaminathan and Joachims 2015). Biased by order 1/n, bounded by the rewards.</summary>
    SelfNormalized,

    /// <summary>Mean of min(w, τ) r (Ionides 2008). Biased downwards for rewards that are not negative.</summary>
    Clipped,

    /// <summary>DM, mean of Σₐ π(a|x) q̂(x, a). As good as the model.</summary>
    DirectMethod,

    /// <summary>
    /// DR, mean of Σₐ π(a|x) q̂(x, a) + w (r − q̂(x, a)) (Dudík, Langford and Li 2011). Unbiased, of less variance where the model
    /// explains something.
    /// </summary>
    DoublyRobust,

    /// <summary>SNDR, the same with Σ w (r − q̂) / Σ w as its second part (Thomas and Brunskill 2016).</summary>
    SelfNormalizedDoublyRobust,

    /// <summary>Switch-DR, DR where w ≤ τ and DM elsewhere (Wang, Agarwal and Dudík 2017).</summary>
    SwitchDoublyRobust,

    /// <summary>
    /// DR-OS, DR with the weight λ w / (w² + λ) (Su et al. 2020, optimistic shrinkage). λ minimizes the estimated mean squared error.
    /// </summary>
    OptimisticShrinkage,
}
