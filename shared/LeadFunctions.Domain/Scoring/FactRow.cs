namespace LeadFunctions.Domain.Scoring;

/// <summary>
/// One lead's facts for one model, set by column instead of by name: for many leads of one shape (an import, a benchmark). Look a column up once,
/// set it per lead; a column that is set stays until it is set again or <see cref="Clear"/>. Not for use by two threads at once.
/// </summary>
public sealed class FactRow
{
    private readonly FactQuestions _questions;
    private readonly ulong[] _answers;

    internal FactRow(FactQuestions questions) => (_questions, _answers) = (questions, new ulong[questions.Words]);

    internal ReadOnlySpan<ulong> Answers => _answers;

    /// <summary>Where to set a fact. A fact that no rule asks for has a column too; setting it does nothing.</summary>
    public FactColumn Column(string fact) => new(_answers, [.. _questions.SlotsOf(fact)]);

    /// <summary>As if nothing were known of the lead.</summary>
    public void Clear() => Array.Clear(_answers);
}

/// <summary>A fact's place in a <see cref="FactRow"/>.</summary>
public sealed class FactColumn
{
    private readonly ulong[] _answers;
    private readonly (int Index, FactSlot Slot)[] _slots;

    internal FactColumn(ulong[] answers, (int Index, FactSlot Slot)[] slots) => (_answers, _slots) = (answers, slots);

    /// <param name="text">Null for unknown.</param>
    public void Set(string? text)
    {
        foreach (var (index, slot) in _slots)
        {
            _answers[index] = text is null ? 0 : slot.Answer(text);
        }
    }

    public void Set(double number)
    {
        foreach (var (index, slot) in _slots)
        {
            _answers[index] = slot.Answer(number);
        }
    }

    public void Set(bool flag)
    {
        foreach (var (index, slot) in _slots)
        {
            _answers[index] = slot.Answer(flag);
        }
    }
}
