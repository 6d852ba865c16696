namespace Personalization.Engine.Experiments.Targeting;

/// <summary>A part of a compiled targeting expression.</summary>
internal abstract class TargetingNode
{
    /// <summary>Whether the part holds for a person.</summary>
    public abstract bool Holds(ITargetingFacts facts);

    /// <summary>Always, or never.</summary>
    internal sealed class Constant(bool value) : TargetingNode
    {
        public override bool Holds(ITargetingFacts facts) => value;
    }

    /// <summary>All parts hold (or, with <c>any</c>, at least one).</summary>
    internal sealed class Junction(bool any, TargetingNode[] parts) : TargetingNode
    {
        public override bool Holds(ITargetingFacts facts)
        {
            foreach (var part in parts)
            {
                if (part.Holds(facts) == any)
                {
                    return any;
                }
            }
            return !any;
        }
    }

    /// <summary>The part does not hold.</summary>
    internal sealed class Negation(TargetingNode part) : TargetingNode
    {
        public override bool Holds(ITargetingFacts facts) => !part.Holds(facts);
    }

    /// <summary>Something of that name is known.</summary>
    internal sealed class Known(string name) : TargetingNode
    {
        public override bool Holds(ITargetingFacts facts) => facts.TryNumber(name, out _) || facts.TryText(name, out _);
    }

    /// <summary>The number is known and compares so.</summary>
    internal sealed class NumberComparison(string name, TargetingOperator comparison, double literal) : TargetingNode
    {
        public override bool Holds(ITargetingFacts facts) => facts.TryNumber(name, out var value) && comparison switch
        {
            TargetingOperator.Equal => value == literal,
            TargetingOperator.NotEqual => value != literal,
            TargetingOperator.Less => value < literal,
            TargetingOperator.LessOrEqual => value <= literal,
            TargetingOperator.Greater => value > literal,
            _ => value >= literal,
        };
    }

    /// <summary>The text is known and is (or is not) this one.</summary>
    internal sealed class TextComparison(string name, bool equal, string literal) : TargetingNode
    {
        public override bool Holds(ITargetingFacts facts) =>
            facts.TryText(name, out var value) && string.Equals(value, literal, StringComparison.Ordinal) == equal;
    }

    /// <summary>The number is known and is one of these.</summary>
    internal sealed class NumberList(string name, double[] literals) : TargetingNode
    {
        public override bool Holds(ITargetingFacts facts) => facts.TryNumber(name, out var value) && Array.IndexOf(literals, value) >= 0;
    }

    /// <summary>The text is known and is one of these.</summary>
    internal sealed class TextList(string name, HashSet<string> literals) : TargetingNode
    {
        public override bool Holds(ITargetingFacts facts) => facts.TryText(name, out var value) && literals.Contains(value);
    }
}
