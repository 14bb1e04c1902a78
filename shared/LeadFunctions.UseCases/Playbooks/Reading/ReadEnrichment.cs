using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>enrichment</c>: where to look a company up, and which member of the answer is which attribute.</summary>
internal static class ReadEnrichment
{
    public static EnrichmentSettings? From(Section document) => document.One("enrichment", PlaybookKeys.Enrichment, section =>
    {
        var url = section.Text("url");
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && url.Contains("{domain}", StringComparison.Ordinal)))
        {
            section.Reader.Errors.Add(section.Find("url")!, "expected an http or https address with {domain} in it");
        }

        return new EnrichmentSettings(url, Fields(section));
    });

    /// <summary>Written attribute first, as everywhere; kept by member of the answer.</summary>
    private static Dictionary<string, string> Fields(Section section)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, node) in section.Entries("fields", "'attribute: member of the answer' lines, such as companySize: metrics.employees"))
        {
            if (section.Reader.Text(node) is { } member)
            {
                fields[member] = ReadForms.AttributeOf(key, section.Reader);
            }
        }

        return fields;
    }
}
