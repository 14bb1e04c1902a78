using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Page patterns that an earlier one takes everything from, and page signals that are no page views.</summary>
internal static class CheckPages
{
    public static IEnumerable<Finding> In(Playbook playbook)
    {
        for (var i = 0; i < playbook.Pages.Count; i++)
        {
            var page = playbook.Pages[i];
            if (playbook.Pages.Take(i).FirstOrDefault(earlier => TakesAll(earlier.Path, page.Path)) is { } shadow)
            {
                yield return Finding.Warning("page-shadowed", $"pages[{i}]", $"'{page.Path}' never counts: '{shadow.Path}' above it matches the same pages; put the narrower pattern first");
            }

            if (playbook.Signals.Any(signal => signal.Name == page.Signal && !signal.Page))
            {
                yield return Finding.Warning("page-not-a-page", $"pages[{i}]", $"'{page.Signal}' is not marked 'page: true', so these pages do not count towards session depth; mark the signal so");
            }
        }
    }

    // Only where it is plain: the same pattern, or one that ends in ** and has no other star.
    private static bool TakesAll(string earlier, string later) =>
        string.Equals(earlier, later, StringComparison.OrdinalIgnoreCase)
        || (earlier.EndsWith("**", StringComparison.Ordinal) && !earlier[..^2].Contains('*') && later.StartsWith(earlier[..^2], StringComparison.OrdinalIgnoreCase));
}
