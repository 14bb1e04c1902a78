namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>"Did you mean": the known name with the fewest letters changed, if they are few.</summary>
internal static class Nearest
{
    /// <returns>A sentence, or how to find the choices.</returns>
    public static string Hint(string word, IReadOnlyCollection<string> known)
    {
        var best = known.OrderBy(name => Distance(word, name)).ThenBy(name => name, StringComparer.Ordinal).FirstOrDefault();
        if (best is null)
        {
            return "there is none to choose from";
        }

        return Distance(word, best) <= Math.Max(1, Math.Min(word.Length, best.Length) / 3)
            ? $"did you mean '{best}'?"
            : $"known: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(20))}{(known.Count > 20 ? ", ..." : "")}";
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
