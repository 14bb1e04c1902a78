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

    /// <summary>Registers what the condition asks. All conditions come before <see cref="Seal"/>, all answers after it.</summary>
    public CompiledCondition Compile(Condition condition) => condition switch
    {
        Condition.Always => new(CompiledKind.All, []),
        Condition.All all => new(CompiledKind.All, [.. all.Of.Select(Compile)]),
        Condition.Any any => new(CompiledKind.Any, [.. any.Of.Select(Compile)]),
        Condition.Not not => new(CompiledKind.Not, [Compile(not.Of)]),
        Condition.In one => Question(one.Fact, (slot, bit) => slot.AskValues(one.Values, bit)),
        Condition.HasWord one => Question(one.Fact, (slot, bit) => slot.AskWords(one.Words, bit)),
        Condition.Between one => Question(one.Fact, (slot, bit) => slot.AskRange(one.Min, one.Max, bit)),
        Condition.IsTrue one => Question(one.Fact, (slot, bit) => slot.AskTrue(bit)),
        Condition.Present one => Question(one.Fact, (slot, bit) => slot.AskPresent(bit)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "no such condition"),
    };

    public void Seal() => _slots.ForEach(slot => slot.Seal());

    /// <param name="answers">One word per slot, overwritten.</param>
    public void Answer(Facts facts, Span<ulong> answers)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = facts.Text(_slots[i].Fact) is { } text ? _slots[i].Answer(text) : 0;
        }
    }

    /// <summary>The slots of a fact: one, or more when more than 64 questions are asked about it, or none.</summary>
    public IEnumerable<(int Index, FactSlot Slot)> SlotsOf(string fact) =>
        Enumerable.Range(0, _slots.Count).Where(i => _slots[i].Fact == fact).Select(i => (i, _slots[i]));

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
        return new(index, bit);
    }
}
