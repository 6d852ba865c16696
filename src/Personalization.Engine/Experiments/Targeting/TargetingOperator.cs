namespace Personalization.Engine.Experiments.Targeting;

/// <summary>How a fact is compared with a literal.</summary>
internal enum TargetingOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
