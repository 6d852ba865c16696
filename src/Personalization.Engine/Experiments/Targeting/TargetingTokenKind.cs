namespace Personalization.Engine.Experiments.Targeting;

/// <summary>What kind of word it is.</summary>
internal enum TargetingTokenKind
{
    End,
    Name,
    Keyword,
    Number,
    Text,
    Symbol,
    Wrong,
}
