using System.Text.Json;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Hygiene;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Hygiene;

/// <summary>Domains that may be one company, for somebody to merge (<c>{"with","reason"}</c>) or to part (<c>{"with"}</c>).</summary>
public static class AccountRoutes
{
    private const int LongestDomain = 253;

    public static async Task<Answer> ListAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "limit", "cursor");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var (limit, after) = (query.Whole("limit", 1, call.Limits.PageSize) ?? 50, query.Text("cursor", 100));
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        var (names, next) = await new CompanyDomains(call.Surface.Leads, call.Surface.NewId, call.Surface.Playbooks.Current.Domains).PageAsync(after, limit, call.Aborted);
        var owners = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var domain in names.SelectMany(name => name.Domains).Distinct())
        {
            owners[domain] = await new AccountOwners(call.Surface.Leads, call.Surface.Playbooks.Current).OfAsync(domain, call.Aborted);
        }

        return Answer.Json(StatusCodes.Status200OK, writer => Write(writer, names, owners, next));
    }

    public static Task<Answer> MergeAsync(Call call) => ChangeAsync(call, ["with", "reason"], (links, domain, other) =>
        links.MergeAsync(domain, other, call.Caller!.Name, call.Now, CancellationToken.None));

    public static Task<Answer> UnmergeAsync(Call call) => ChangeAsync(call, ["with"], async (links, domain, other) =>
    {
        await links.PartAsync(domain, other, call.Caller!.Name, call.Now, CancellationToken.None);
        return null;
    });

    private static async Task<Answer> ChangeAsync(Call call, string[] members, Func<AccountLinks, string, string, Task<string?>> change)
    {
        var read = await JsonBody.ReadAsync(call.Http, call.Limits, members);
        if (read.Value is not { } body)
        {
            return read.Problem!.ToAnswer();
        }

        var known = call.Surface.Playbooks.Current.Domains;
        var (with, _) = (body.Text("with", LongestDomain), members.Contains("reason") ? body.Text("reason", 500, required: false) : null);
        var (domain, other) = (AccountLinks.DomainOf(call.Value, known), AccountLinks.DomainOf(with, known));
        if (with is not null && (other is null || other == domain))
        {
            body.Refuse("with", "Another company's domain; a mail provider's is nobody's.");
        }

        return domain is null ? Problem.NotFound.ToAnswer()
            : body.Problem is { } problem ? problem.ToAnswer()
            : await Idempotent.RunAsync(call, body.Raw, async () =>
            {
                var links = new AccountLinks(call.Surface.Leads);
                return await change(links, domain, other!) is { } no
                    ? new Problem(ProblemKind.Conflict, no).ToAnswer()
                    : AnswerOf(await links.DomainsAsync(domain, CancellationToken.None));
            });
    }

    private static Answer AnswerOf(IReadOnlyList<string> domains) => Answer.Json(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("domain"u8, domains[0]);
        WriteDomains(writer, domains);
        writer.WriteEndObject();
    });

    internal static void WriteDomains(Utf8JsonWriter writer, IReadOnlyList<string> domains)
    {
        writer.WriteStartArray("domains"u8);
        foreach (var domain in domains)
        {
            writer.WriteStringValue(domain);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<SharedName> names, Dictionary<string, string?> owners, string? next)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items"u8);
        foreach (var name in names)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, name.Id);
            WriteDomains(writer, name.Domains);
            writer.WriteStartObject("owners"u8);
            foreach (var domain in name.Domains.Where(domain => owners[domain] is not null))
            {
                writer.WriteString(domain, owners[domain]);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("next"u8, next);
        writer.WriteEndObject();
    }
}
