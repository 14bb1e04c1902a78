using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Identity;

/// <summary>Domains and local parts that everybody knows; each loaded when first asked for.</summary>
/// <param name="Roles">Local parts that are a role: <c>info</c>, <c>sales</c>.</param>
public sealed record KnownDomains(Lazy<IReadOnlySet<string>> Free, Lazy<IReadOnlySet<string>> Disposable, Lazy<IReadOnlySet<string>> Roles);

/// <summary>
/// What an address tells by itself. A domain is also what its parents are (<c>x.mailinator.com</c> is disposable), and free wins over disposable where both
/// lists have it: a lower score, not a closed door.
/// </summary>
/// <param name="known">The shipped lists.</param>
/// <param name="own">The playbook's.</param>
public sealed class DomainKnowledge(KnownDomains known, DomainLists own)
{
    private readonly HashSet<string> _free = Normalised(own.Free);
    private readonly HashSet<string> _disposable = Normalised(own.Disposable);
    private readonly HashSet<string> _student = Normalised(own.Student);
    private readonly HashSet<string> _competitors = Normalised(own.Competitors);

    /// <param name="domain">Normalised, here and below.</param>
    public bool IsFree(string domain) => IsIn(_free, domain) || IsIn(known.Free.Value, domain);

    public bool IsDisposable(string domain) => IsIn(_disposable, domain) || (IsIn(known.Disposable.Value, domain) && !IsFree(domain));

    /// <summary>A university's or school's: the playbook's own, <c>edu</c>, <c>edu.xx</c> and <c>ac.xx</c>.</summary>
    public bool IsStudent(string domain)
    {
        if (IsIn(_student, domain))
        {
            return true;
        }

        var labels = domain.Split('.');
        return labels[^1] == "edu" || (labels.Length >= 3 && labels[^1].Length == 2 && labels[^2] is "edu" or "ac");
    }

    public bool IsCompetitor(string domain) => IsIn(_competitors, domain);

    /// <summary>True of an address that is a role and not a person, as a hint. A plus tag is left out of account.</summary>
    public bool IsRole(string email)
    {
        var local = EmailAddress.LocalPart(email);
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        return known.Roles.Value.Contains(plus > 0 ? local[..plus] : local);
    }

    private static bool IsIn(IReadOnlySet<string> domains, string domain) => domains.Count > 0 && EmailDomain.WithParents(domain).Any(domains.Contains);

    private static HashSet<string> Normalised(IReadOnlyList<string> domains) => domains.Select(EmailDomain.Normalise).OfType<string>().ToHashSet(StringComparer.Ordinal);
}
