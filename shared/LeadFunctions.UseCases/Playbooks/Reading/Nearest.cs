namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>"Did you mean": the known name with the fewest letters changed, if they are few.</summary>
internal static class Nearest
{
    private const int Longest = 100;

    /// <returns>A sentence, or how to find the choices.</returns>
    public static string Hint(string word, IReadOnlyCollection<string> known)
    {
        if (known.Count == 0)
        {
            return "there is none to choose from";
        }

        // A word longer than any name is none of them; its distance need not be known.
        var tried = word.Length > Longest ? word[..Longest] : word;
        var best = known.OrderBy(name => Distance(tried, name)).ThenBy(name => name, StringComparer.Ordinal).First();
        return Distance(tried, best) <= Math.Max(1, Math.Min(word.Length, best.Length) / 3)
            ? $"did you mean '{best}'?"
            : $"known: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(20))}{(known.Count > 20 ? ", ..." : "")}";
    }

    /// <summary>Letters to change, add, drop or swap with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var steps = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                steps[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    steps[i - 1, j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1),
                    Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
                }
            }
        }

        return steps[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
