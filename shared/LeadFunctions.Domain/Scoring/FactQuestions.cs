using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>
/// Everything a set of conditions asks of a lead's facts. Each fact is looked up and read once; each question's answer is one bit of the fact's
/// word; a condition is then a few tests of bits. Same truth as <see cref="Condition.Holds"/>, which a property test holds it to.
/// </summary>
internal sealed class FactQuestions
{
    private readonly List<FactSlot> _slots = [];

    /// <summary>Words a caller must provide for the answers.</summary>
    public int Words => _slots.Count;

    /// <summary>Registers what the condition asks; call for all conditions before the first <see cref="Answer"/>.</summary>
    public CompiledCondition Compile(Condition condition) => condition switch
    {
        Condition.Always => new() { Kind = CompiledKind.All, Parts = [] },
        Condition.All all => new() { Kind = CompiledKind.All, Parts = [.. all.Of.Select(Compile)] },
        Condition.Any any => new() { Kind = CompiledKind.Any, Parts = [.. any.Of.Select(Compile)] },
        Condition.Not not => new() { Kind = CompiledKind.Not, Parts = [Compile(not.Of)] },
        Condition.In one => Question(one.Fact, (slot, bit) => slot.AskValues(one.Values, bit)),
        Condition.HasWord one => Question(one.Fact, (slot, bit) => slot.AskWords(one.Words, bit)),
        Condition.Between one => Question(one.Fact, (slot, bit) => slot.AskRange(one.Min, one.Max, bit)),
        Condition.IsTrue one => Question(one.Fact, (slot, bit) => slot.AskTrue(bit)),
        Condition.Present one => Question(one.Fact, (slot, bit) => slot.AskPresent(bit)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "no such condition"),
    };

    /// <param name="answers">One word per slot, overwritten.</param>
    public void Answer(Facts facts, Span<ulong> answers)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = facts.Text(_slots[i].Fact) is { } text ? _slots[i].Answer(text) : 0;
        }
    }

    private CompiledCondition Question(string fact, Action<FactSlot, ulong> ask)
    {
        var index = _slots.FindIndex(slot => slot.Fact == fact && !slot.IsFull);
        if (index < 0)
        {
            index = _slots.Count;
            _slots.Add(new(fact));
        }

        var bit = _slots[index].NextBit();
        ask(_slots[index], bit);
        return new() { Kind = CompiledKind.Bit, Slot = index, Bit = bit };
    }
}

internal enum CompiledKind
{
    Bit,
    All,
    Any,
    Not,
}

/// <summary>A condition over answered questions.</summary>
internal sealed class CompiledCondition
{
    public required CompiledKind Kind { get; init; }

    public int Slot { get; init; }

    public ulong Bit { get; init; }

    public CompiledCondition[] Parts { get; init; } = [];

    public bool Holds(ReadOnlySpan<ulong> answers) => Kind == CompiledKind.Bit ? (answers[Slot] & Bit) != 0 : HoldsOver(answers);

    private bool HoldsOver(ReadOnlySpan<ulong> answers)
    {
        // All ends at the first part that fails, Any and Not at the first that holds.
        var stopAt = Kind != CompiledKind.All;
        foreach (var part in Parts)
        {
            if (part.Holds(answers) == stopAt)
            {
                return Kind == CompiledKind.Any;
            }
        }

        return Kind != CompiledKind.Any;
    }
}
