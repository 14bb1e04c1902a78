using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>pages</c>: which paths of the website are which signal; the first that matches.</summary>
internal static class ReadPages
{
    public static IReadOnlyList<PagePattern> From(Section document) => document.Each("pages", PlaybookKeys.Page, page =>
    {
        var pattern = new PagePattern(page.Text("path"), page.Use("signal", ReadSignals.Kind) ?? "");
        if (pattern.Path.Length > 0 && (pattern.Path[0] != '/' || pattern.Path.Length > 200))
        {
            page.Reader.Errors.Add(page.Find("path")!, "a path starts with '/' and has at most 200 characters: /pricing**");
        }

        return pattern;
    });
}
