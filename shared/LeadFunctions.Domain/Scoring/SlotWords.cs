using System.Collections.Frozen;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>All words and phrases asked of one fact. Single words are found in one pass over the text, phrases one by one.</summary>
internal sealed class SlotWords
{
    private readonly Dictionary<string, ulong> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Phrase, ulong Bit)> _phrases = [];
    private FrozenDictionary<string, ulong> _words = FrozenDictionary<string, ulong>.Empty;

    public bool Any => _words.Count > 0 || _phrases.Count > 0;

    public void Ask(IEnumerable<string> words, ulong bit)
    {
        foreach (var word in words.Where(word => word.Length > 0))
        {
            if (word.All(char.IsLetterOrDigit))
            {
                _asked[word] = _asked.GetValueOrDefault(word) | bit;
            }
            else
            {
                _phrases.Add((word, bit));
            }
        }
    }

    public void Seal() => _words = _asked.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // A word of letters and digits is in the text as a whole word exactly when it is one of the text's longest runs of letters and digits.
    public ulong Answer(string text)
    {
        var answer = 0UL;
        if (_words.Count > 0)
        {
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
        }

        foreach (var (phrase, bit) in _phrases)
        {
            answer |= (answer & bit) == 0 && WholeWord.IsIn(text, phrase) ? bit : 0;
        }

        return answer;
    }
}
