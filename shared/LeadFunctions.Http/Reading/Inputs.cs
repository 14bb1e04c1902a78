using System.Buffers;
using System.Text;

namespace LeadFunctions.Http.Reading;

/// <summary>Names and values as somebody sent them, in order, within the limits: what every kind of form body becomes.</summary>
public sealed class Inputs(LimitOptions limits)
{
    private static readonly SearchValues<char> NameLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly List<KeyValuePair<string, string>> _all = [];
    private int _total;

    public IReadOnlyList<KeyValuePair<string, string>> All => _all;

    /// <summary>Adds one, or says why not.</summary>
    public Problem? Add(string name, string value)
    {
        if (_all.Count >= limits.Fields || name.Length > limits.FieldName)
        {
            return TooMuch;
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        _total += name.Length + bytes;
        if (bytes > limits.FieldValue || _total > limits.FieldTotal)
        {
            return TooMuch;
        }

        if (!IsName(name))
        {
            return Problem.Field("#", "Field names are made of A-Z a-z 0-9 _ . and -.");
        }

        if (HasControl(value))
        {
            return Problem.Field("#/" + name, "Control characters are not allowed.");
        }

        _all.Add(new(name, value));
        return null;
    }

    /// <summary>The first value of a name, matched without case; null when there is none.</summary>
    public string? First(string name)
    {
        foreach (var (key, value) in _all)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    public static bool IsName(ReadOnlySpan<char> name) => name.Length > 0 && name.IndexOfAnyExcept(NameLetters) < 0;

    /// <summary>True of text with a control character that is no tab or line end.</summary>
    public static bool HasControl(ReadOnlySpan<char> text) => text.IndexOfAny(Controls) >= 0;

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(letter => char.IsControl(letter) && letter is not ('\t' or '\r' or '\n'))]);

    private static readonly Problem TooMuch = new(ProblemKind.TooLarge, "Too many fields, or a field is too long.");
}
