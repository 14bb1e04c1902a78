using System.Reflection;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Lists;

/// <summary>The lists that come with the product (see LICENSES.md), each read from the assembly when first asked for and then kept.</summary>
public static class KnownLists
{
    /// <summary>For <see cref="DomainKnowledge"/>.</summary>
    public static readonly KnownDomains Domains = new(Set("free"), Set("disposable"), Set("roles"));

    /// <summary>The shipped lists together with a playbook's own domains.</summary>
    public static DomainKnowledge For(Playbook playbook) => new(Domains, playbook.Domains);

    /// <summary>Lines of a list, in its order.</summary>
    internal static IReadOnlyList<string> Lines(string list)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"lists/{list}.txt")
            ?? throw new InvalidOperationException($"the list {list} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Lazy<IReadOnlySet<string>> Set(string list) => new(() => Lines(list).ToHashSet(StringComparer.Ordinal));
}
