namespace Personalization.Engine.Catalog;

/// <summary>stub</summary>
public readonly record struct ContentSignature(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>stub</summary>
    public float EstimateCosine(in ContentSignature other) => other.A == A ? 1 : 0;
}
