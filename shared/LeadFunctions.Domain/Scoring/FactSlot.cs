using System.Collections.Frozen;
using System.Globalization;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>Up to 64 questions about one fact, answered together: one look-up for all lists of values, one pass for all words, one parse for all ranges.</summary>
internal sealed class FactSlot(string fact)
{
    private readonly Dictionary<string, ulong> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly SlotWords _words = new();
    private readonly SlotRanges _ranges = new();
    private FrozenDictionary<string, ulong> _values = FrozenDictionary<string, ulong>.Empty;
    private ulong _ifTrue;
    private ulong _ifPresent;
    private ulong _answerToTrue;
    private ulong _answerToFalse;
    private int _questions;

    public string Fact => fact;

    public bool IsFull => _questions == 64;

    public ulong NextBit() => 1UL << _questions++;

    public void AskValues(IEnumerable<string> values, ulong bit)
    {
        foreach (var value in values)
        {
            _asked[value] = _asked.GetValueOrDefault(value) | bit;
        }
    }

    public void AskWords(IEnumerable<string> words, ulong bit) => _words.Ask(words, bit);

    public void AskRange(double? min, double? max, ulong bit) => _ranges.Ask(min, max, bit);

    public void AskTrue(ulong bit) => _ifTrue |= bit;

    public void AskPresent(ulong bit) => _ifPresent |= bit;

    public void Seal()
    {
        _values = _asked.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _words.Seal();
        _ranges.Seal();
        (_answerToTrue, _answerToFalse) = (Answer("true"), Answer("false"));
    }

    public ulong Answer(string text)
    {
        var answer = _values.Count > 0 && _values.TryGetValue(text, out var bits) ? bits : 0;
        answer |= _words.Any ? _words.Answer(text) : 0;
        answer |= _ranges.Any && Facts.Number(text.AsSpan()) is { } number ? _ranges.Answer(number) : 0;
        answer |= _ifTrue != 0 && text is "true" ? _ifTrue : 0;
        return answer | (_ifPresent != 0 && !string.IsNullOrWhiteSpace(text) ? _ifPresent : 0);
    }

    /// <summary>As if the number were written out, which is done only when a question needs it.</summary>
    public ulong Answer(double number) => _values.Count == 0 && !_words.Any
        ? _ifPresent | (double.IsFinite(number) ? _ranges.Answer(number) : 0)
        : Answer(number.ToString("R", CultureInfo.InvariantCulture));

    public ulong Answer(bool flag) => flag ? _answerToTrue : _answerToFalse;
}
