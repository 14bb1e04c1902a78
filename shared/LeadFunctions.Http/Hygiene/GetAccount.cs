using System.Text.Json;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Http.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Hygiene;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Hygiene;

/// <summary>A company by one of its email domains: its people under all of them, whose account it is, how far they are. A mail provider's domain is nobody's company.</summary>
public static class GetAccount
{
    private const int MostPeople = 200;

    public static bool IsDomain(string value) => value.Length is > 3 and <= 253 && value.Contains('.', StringComparison.Ordinal) && EmailAddress.Normalise("a@" + value) is not null;

    public static async Task<Answer> RunAsync(Call call)
    {
        var domain = EmailDomain.Of(EmailAddress.Normalise("a@" + call.Value)!);
        if (call.Surface.Playbooks.Current.Domains.IsFree(domain))
        {
            return Problem.NotFound.ToAnswer();
        }

        var domains = await new AccountLinks(call.Surface.Leads).DomainsAsync(domain, call.Aborted);
        var people = new List<Lead>();
        foreach (var one in domains.TakeWhile(_ => people.Count < MostPeople))
        {
            people.AddRange(await PeopleAsync(call, one));
        }

        if (people.Count == 0)
        {
            return Problem.NotFound.ToAnswer();
        }

        var owner = await new AccountOwners(call.Surface.Leads, call.Surface.Playbooks.Current).OfAsync(domain, call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer => Write(writer, domains, owner, people));
    }

    /// <summary>The search index knows parts of addresses; what only looks alike is left out.</summary>
    private static async Task<List<Lead>> PeopleAsync(Call call, string domain)
    {
        var people = new List<Lead>();
        for (string? cursor = null; people.Count < MostPeople;)
        {
            var page = await call.Surface.Leads.ListAsync(new LeadQuery(Text: "@" + domain, Sort: "-score", Limit: 200, Cursor: cursor), call.Aborted);
            foreach (var row in page.Items.Where(row => EmailDomain.Of(row.Email) == domain))
            {
                if (await call.Surface.Leads.FindLeadAsync(row.Id, call.Aborted) is { } lead && LeadScope.Sees(call, lead))
                {
                    people.Add(lead);
                }
            }

            if ((cursor = page.Next) is null)
            {
                break;
            }
        }

        return people;
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<string> domains, string? owner, List<Lead> people)
    {
        writer.WriteStartObject();
        writer.WriteString("domain"u8, domains[0]);
        AccountRoutes.WriteDomains(writer, domains);
        writer.WriteString("company"u8, people.Select(lead => lead.Attribute("company")).OfType<string>().GroupBy(name => name).OrderByDescending(same => same.Count()).FirstOrDefault()?.Key);
        writer.WriteString("owner"u8, owner);
        writer.WriteNumber("people"u8, people.Count);
        writer.WriteNumber("score"u8, people.Max(lead => lead.Score.Total.ToDecimal()));
        writer.WriteString("lastActivityAt"u8, people.Max(lead => lead.LastActivityAt));
        writer.WriteStartObject("stages"u8);
        foreach (var stage in people.CountBy(lead => lead.Stage).OrderBy(stage => stage.Key))
        {
            writer.WriteNumber(LeadJson.Text(stage.Key), stage.Value);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("leads"u8);
        people.ForEach(lead => LeadJson.WriteRow(writer, lead));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
