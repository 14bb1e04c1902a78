using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.UseCases.Import;

/// <summary>One row of a CSV -> the message that brings it in. Ids follow from the row's key, so a second import of it changes nothing.</summary>
public static class ImportRow
{
    private const int LongestValue = 4096;
    private static readonly Dictionary<string, string> NoColumns = [];

    /// <param name="row">Column to text.</param>
    /// <param name="now">Time of rows that have none of their own.</param>
    /// <returns>A message, or what is wrong with the row.</returns>
    public static (Message.SignalArrived? Message, string? Error) Read(
        IReadOnlyDictionary<string, string> row, ImportMapping mapping, NewId ids, DateTimeOffset now)
    {
        if (Fill(mapping.Email, row) is not { } address || EmailAddress.Normalise(address) is not { } email)
        {
            return (null, "no valid email");
        }

        if (row.Values.Any(value => value.Length > LongestValue))
        {
            return (null, $"a value is longer than {LongestValue} characters");
        }

        if (At(row, mapping, now) is not { } at)
        {
            return (null, "the time is not ISO 8601");
        }

        var key = Hash(mapping.Key is null ? email : Fill(mapping.Key, row) ?? email);
        var first = new Signal($"import:{key}", "import", at, SignalSource.Import) { Fields = Fields(row, mapping) };
        return (new Message.SignalArrived(ids.LeadIdOf(email), email, [first, .. Signals(row, mapping, key, at)]), null);
    }

    /// <summary>True when the row's outcome column says it came to something.</summary>
    public static bool Succeeded(IReadOnlyDictionary<string, string> row, ImportOutcome outcome) =>
        row.TryGetValue(outcome.Column, out var value) && value == outcome.Is;

    private static DateTimeOffset? At(IReadOnlyDictionary<string, string> row, ImportMapping mapping, DateTimeOffset now)
    {
        if (mapping.At is null)
        {
            return now;
        }

        return DateTimeOffset.TryParse(Fill(mapping.At, row), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at > now ? now : at
            : null;
    }

    private static Dictionary<string, string> Fields(IReadOnlyDictionary<string, string> row, ImportMapping mapping)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (column, value) in mapping.ByHeader ? row : NoColumns)
        {
            if (!column.Equals("email", StringComparison.OrdinalIgnoreCase) && AttributeName.IsOne(column) && !mapping.Missing.Contains(value.Trim()))
            {
                fields[column] = value.Trim();
            }
        }

        foreach (var (attribute, column) in mapping.Attributes)
        {
            if (row.TryGetValue(column, out var value) && !mapping.Missing.Contains(value.Trim()))
            {
                fields[attribute] = mapping.Values.TryGetValue(attribute, out var words) && words.TryGetValue(value.Trim(), out var ours) ? ours : value.Trim();
            }
        }

        return fields;
    }

    private static IEnumerable<Signal> Signals(IReadOnlyDictionary<string, string> row, ImportMapping mapping, string key, DateTimeOffset at)
    {
        for (var index = 0; index < mapping.Signals.Count; index++)
        {
            var signal = mapping.Signals[index];
            if (!signal.When.All(test => row.TryGetValue(test.Key, out var value) && test.Value.Contains(value.Trim())))
            {
                continue;
            }

            var times = signal.Times is null ? 1 : Count(row, signal);
            for (var time = 0; time < times; time++)
            {
                yield return new Signal($"import:{key}:{index}:{time}", signal.Signal, at, SignalSource.Import);
            }
        }
    }

    private static int Count(IReadOnlyDictionary<string, string> row, ImportSignal signal) =>
        row.TryGetValue(signal.Times!, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
            ? (int)Math.Clamp(count / signal.Per, 0, signal.Most)
            : 0;

    /// <summary>Puts columns into a template: <c>{Email}</c>. Null when a column is missing.</summary>
    private static string? Fill(string template, IReadOnlyDictionary<string, string> row)
    {
        var text = new StringBuilder();
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('{', at);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
            {
                return text.Append(template, at, template.Length - at).ToString();
            }

            if (!row.TryGetValue(template[(open + 1)..close], out var value))
            {
                return null;
            }

            text.Append(template, at, open - at).Append(value.Trim());
            at = close + 1;
        }

        return text.ToString();
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 12));
}
