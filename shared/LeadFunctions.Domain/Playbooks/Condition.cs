namespace LeadFunctions.Domain.Playbooks;

/// <summary>A closed set of tests over a lead's <see cref="Facts"/>, as written in a playbook's <c>when</c>.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    public abstract bool Holds(Facts facts);

    /// <summary>True of every lead.</summary>
    public sealed record Always : Condition
    {
        public override bool Holds(Facts facts) => true;
    }

    public sealed record All(IReadOnlyList<Condition> Of) : Condition
    {
        public override bool Holds(Facts facts)
        {
            foreach (var condition in Of)
            {
                if (!condition.Holds(facts))
                {
                    return false;
                }
            }

            return true;
        }
    }

    public sealed record Any(IReadOnlyList<Condition> Of) : Condition
    {
        public override bool Holds(Facts facts)
        {
            foreach (var condition in Of)
            {
                if (condition.Holds(facts))
                {
                    return true;
                }
            }

            return false;
        }
    }

    public sealed record Not(Condition Of) : Condition
    {
        public override bool Holds(Facts facts) => !Of.Holds(facts);
    }

    /// <summary>The fact's text equals one of the values (ASCII case folded).</summary>
    public sealed record In(string Fact, IReadOnlyList<string> Values) : Condition
    {
        private readonly HashSet<string> _values = new(Values, StringComparer.OrdinalIgnoreCase);

        public override bool Holds(Facts facts) => facts.Text(Fact) is { } text && _values.Contains(text);

        public bool Equals(In? other) => other is not null && Fact == other.Fact && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => HashCode.Combine(Fact, Values.Count);
    }

    /// <summary>The fact's text has one of the words or phrases as whole words ("VP Sales" has "vp"; "Development" has not "vp").</summary>
    public sealed record HasWord(string Fact, IReadOnlyList<string> Words) : Condition
    {
        public override bool Holds(Facts facts) => facts.Text(Fact) is { } text && Words.Any(word => WholeWord.IsIn(text, word));
    }

    /// <summary>The fact is a number in [Min, Max]; a missing bound is open.</summary>
    public sealed record Between(string Fact, double? Min, double? Max) : Condition
    {
        public override bool Holds(Facts facts) =>
            facts.Number(Fact) is { } number && (Min is null || number >= Min) && (Max is null || number <= Max);
    }

    /// <summary>The fact is true (flags such as <c>freeEmail</c>, <c>competitor</c>).</summary>
    public sealed record IsTrue(string Fact) : Condition
    {
        public override bool Holds(Facts facts) => facts.Flag(Fact);
    }

    /// <summary>The fact is present and not blank.</summary>
    public sealed record Present(string Fact) : Condition
    {
        public override bool Holds(Facts facts) => !string.IsNullOrWhiteSpace(facts.Text(Fact));
    }
}
