namespace LeadFunctions.Domain.Leads;

/// <summary>Which names an attribute may have: a letter, then letters, digits, <c>_ . -</c>; at most 64. Names of the system's own fields are refused.</summary>
public static class AttributeName
{
    private const int Longest = 64;

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "email", "score", "fit", "engagement", "band", "grade", "stage", "owner", "ownerId", "role", "tenantId", "version", "etag", "createdAt", "updatedAt",
        "consent", "outbox", "gate", "constructor", "prototype",
    };

    public static bool IsOne(string name) =>
        name.Length is > 0 and <= Longest && char.IsAsciiLetter(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-')
        && !Reserved.Contains(name);
}
