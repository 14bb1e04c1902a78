using LeadFunctions.Domain.Identity;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>accounts</c>: <c>acme.example: farid</c>, who owns which account.</summary>
internal static class ReadAccounts
{
    public static IReadOnlyDictionary<string, string> From(Section document)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, node) in document.Entries("accounts", "'domain: person' lines, such as acme.example: ana"))
        {
            if (EmailDomain.Normalise(key.Text) is not { } domain)
            {
                document.Reader.Errors.Add(key, $"'{key.Text}' is no domain; write acme.example");
            }
            else if (document.Reader.Text(node) is { } person)
            {
                document.Reader.Names.Use(ReadTeam.PersonKind, person, node);
                owners[domain] = person;
            }
        }

        return owners;
    }
}
