using System.Numerics;

namespace LeadFunctions.Domain.Scoring;

internal enum CompiledKind
{
    Bit,
    All,
    Any,
    Not,
}

/// <summary>A condition over answered questions: one bit of one word, or parts.</summary>
internal readonly struct CompiledCondition
{
    private readonly CompiledCondition[]? _parts;
    private readonly CompiledKind _kind;
    private readonly int _slot;
    private readonly ulong _bit;

    public CompiledCondition(int slot, ulong bit) => (_kind, _slot, _bit) = (CompiledKind.Bit, slot, bit);

    public CompiledCondition(CompiledKind kind, CompiledCondition[] parts) => (_kind, _parts) = (kind, parts);

    public bool IsBit => _parts is null;

    /// <summary>Only of a bit: all ones when it holds, else 0.</summary>
    public long Mask(ReadOnlySpan<ulong> answers) => -(long)((answers[_slot] >> BitOperations.TrailingZeroCount(_bit)) & 1);

    public bool Holds(ReadOnlySpan<ulong> answers) => _parts is null ? (answers[_slot] & _bit) != 0 : HoldsOver(_parts, answers);

    private bool HoldsOver(CompiledCondition[] parts, ReadOnlySpan<ulong> answers)
    {
        // All ends at the first part that fails, Any and Not at the first that holds.
        var stopAt = _kind != CompiledKind.All;
        foreach (ref readonly var part in parts.AsSpan())
        {
            if (part.Holds(answers) == stopAt)
            {
                return _kind == CompiledKind.Any;
            }
        }

        return _kind != CompiledKind.Any;
    }
}
