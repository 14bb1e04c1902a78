using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>Up to 64 questions about one fact, answered together: one look-up for all lists of values, one pass for all words, one parse for all ranges.</summary>
internal sealed class FactSlot(string fact)
{
    private readonly Dictionary<string, ulong> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ulong> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Phrase, ulong Bit)> _phrases = [];
    private readonly List<(double Min, double Max, ulong Bit)> _ranges = [];
    private ulong _ifTrue;
    private ulong _ifPresent;
    private int _questions;

    public string Fact => fact;

    public bool IsFull => _questions == 64;

    public ulong NextBit() => 1UL << _questions++;

    public void AskValues(IEnumerable<string> values, ulong bit)
    {
        foreach (var value in values)
        {
            _values[value] = _values.GetValueOrDefault(value) | bit;
        }
    }

    public void AskWords(IEnumerable<string> words, ulong bit)
    {
        foreach (var word in words.Where(word => word.Length > 0))
        {
            if (word.All(char.IsLetterOrDigit))
            {
                _words[word] = _words.GetValueOrDefault(word) | bit;
            }
            else
            {
                _phrases.Add((word, bit));
            }
        }
    }

    public void AskRange(double? min, double? max, ulong bit) => _ranges.Add((min ?? double.NegativeInfinity, max ?? double.PositiveInfinity, bit));

    public void AskTrue(ulong bit) => _ifTrue |= bit;

    public void AskPresent(ulong bit) => _ifPresent |= bit;

    public ulong Answer(string text)
    {
        var answer = _values.Count > 0 ? _values.GetValueOrDefault(text) : 0;
        answer |= _words.Count > 0 || _phrases.Count > 0 ? Words(text) : 0;
        answer |= _ranges.Count > 0 && Facts.Number(text.AsSpan()) is { } number ? Ranges(number) : 0;
        answer |= _ifTrue != 0 && text is "true" ? _ifTrue : 0;
        return answer | (_ifPresent != 0 && !string.IsNullOrWhiteSpace(text) ? _ifPresent : 0);
    }

    private ulong Ranges(double number)
    {
        var answer = 0UL;
        foreach (var (min, max, bit) in _ranges)
        {
            answer |= number >= min && number <= max ? bit : 0;
        }

        return answer;
    }

    /// <summary>A word of letters and digits is in the text as a whole word exactly when it is one of the text's longest runs of letters and digits.</summary>
    private ulong Words(string text)
    {
        var answer = 0UL;
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = 0; end < text.Length; end++)
        {
            var start = end;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
            {
                end++;
            }

            answer |= end > start && words.TryGetValue(text.AsSpan(start, end - start), out var bits) ? bits : 0;
        }

        foreach (var (phrase, bit) in _phrases)
        {
            answer |= (answer & bit) == 0 && WholeWord.IsIn(text, phrase) ? bit : 0;
        }

        return answer;
    }
}
