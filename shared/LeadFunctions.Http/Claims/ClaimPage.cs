using System.Globalization;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Notifying;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Claims;

/// <summary>The page behind a claim link: who the lead is and one button, or how it stands.</summary>
internal static class ClaimPage
{
    /// <param name="acted">The button was pressed: then "no" is a refusal and not just how it stands.</param>
    public static Answer Of(ClaimState state, bool acted, Claim claim, Call call) => state switch
    {
        ClaimState.Open { Lead: var lead } => Page(StatusCodes.Status200OK, Name(lead), Facts(lead, claim, call) + "<form method=\"post\"><button>Accept this lead</button></form>"),
        ClaimState.Yours { Lead: var lead } => Page(StatusCodes.Status200OK, "It is yours", $"<p>You have accepted <bdi>{Encode(Name(lead))}</bdi>.</p>" + Facts(lead, claim, call)),
        ClaimState.Elsewhere { Name: { } other } => Page(No(acted), "Somebody else has it", $"<p><bdi>{Encode(other)}</bdi> has this lead now.</p>"),
        ClaimState.Elsewhere => Page(No(acted), "It is no longer with you", "<p>Nobody has this lead at the moment; it may come to you again.</p>"),
        ClaimState.Expired => Page(StatusCodes.Status410Gone, "This link has expired", "<p>Open the lead to see how it stands.</p>"),
        _ => Page(StatusCodes.Status410Gone, "This lead is no longer here", "<p>There is nothing left to accept.</p>"),
    };

    private static int No(bool acted) => acted ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;

    private static string Facts(Lead lead, Claim claim, Call call)
    {
        var playbook = call.Site.Playbook;
        var due = Compose.DueBy(null, lead, playbook) is { } by && playbook.People.FirstOrDefault(one => one.Id == claim.PersonId) is { } person
            ? PersonClock.InWords(by, person, playbook, call.Now)
            : null;
        (string Label, string? Value)[] facts =
        [
            ("Title", lead.Attribute("title")), ("Company", lead.Attribute("company")), ("Email", lead.Email),
            ("Score", string.Create(CultureInfo.InvariantCulture, $"{lead.Score.Total.ToDecimal():0.#}, {playbook.Bands.FirstOrDefault(band => band.Id == lead.Score.Band)?.Name ?? lead.Score.Band}")),
            ("By", due),
        ];
        return "<dl>" + string.Concat(facts.Where(fact => !string.IsNullOrWhiteSpace(fact.Value)).Select(fact => $"<dt>{fact.Label}</dt><dd><bdi>{Encode(fact.Value!)}</bdi></dd>")) + "</dl>";
    }

    private static string Name(Lead lead) => LeadFacts.NameOf(lead) ?? lead.Email;

    private static string Encode(string text) => PlainPage.E(text);

    private static Answer Page(int status, string title, string content) => PlainPage.Of(title, content, status);
}
