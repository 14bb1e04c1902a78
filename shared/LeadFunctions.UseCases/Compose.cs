using System.Globalization;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>Puts into words what a person should know: who, why now, what to do by when, and the link that does it.</summary>
public static class Compose
{
    private const int MostLines = 5;

    public static Notification Notification(Message.NotificationDue due, Lead lead, Person person, ScoreCard? card, Playbook playbook, SiteLinks links, DateTimeOffset now)
    {
        var (band, by) = (BandOf(lead, playbook), DueBy(due.DueBy, lead, playbook));
        return new Notification(
            due.EffectKey, person.Id, person.Name, person.Email, lead.Id, LeadFacts.NameOf(lead) ?? lead.Email, lead.Attribute("company"),
            lead.Stage.ToString().ToLowerInvariant(), band?.Name ?? lead.Score.Band, lead.Score.Total.ToDecimal(), due.Reason,
            WhyNow(card), due.Text ?? WhatToDo(due.Reason, lead, band), links.Lead(lead.Id), now)
        {
            Headline = Headline(due.Reason, lead, playbook),
            LeadTitle = lead.Attribute("title"),
            LeadEmail = lead.Email,
            DueBy = by,
            DueInWords = by is { } deadline ? PersonClock.InWords(deadline, person, playbook, now) : null,
            ClaimUrl = ClaimUrl(lead, person, due.EffectKey, links, now),
            PageUrl = PageUrl(lead, playbook),
            SlackId = person.SlackId,
        };
    }

    /// <summary>One lead of a digest.</summary>
    public static DigestLine Line(DigestItem item, Lead lead, Person person, Playbook playbook, SiteLinks links, DateTimeOffset now) => new(
        Headline(item.Reason, lead, playbook),
        BandOf(lead, playbook)?.Name ?? lead.Score.Band,
        DueBy(item.DueBy, lead, playbook) is { } by ? PersonClock.InWords(by, person, playbook, now) : null,
        ClaimUrl(lead, person, item.EffectKey, links, now),
        PageUrl(lead, playbook));

    public static Notification Digest(string effectKey, IReadOnlyList<DigestLine> lines, Person person, DateTimeOffset now) =>
        new(effectKey, person.Id, person.Name, person.Email, "", "", null, "", "", 0, "digest", [], "", "", now)
        {
            Headline = lines.Count == 1 ? lines[0].Headline : string.Create(CultureInfo.InvariantCulture, $"{lines.Count} more leads for you"),
            SlackId = person.SlackId,
            Digest = lines,
        };

    /// <summary>The deadline named, else the lead's next one, else the one that passed.</summary>
    public static DateTimeOffset? DueBy(DateTimeOffset? named, Lead lead, Playbook playbook) =>
        named ?? RunningClocks.DueBy(lead, playbook) ?? lead.Clocks.Where(clock => clock.IsOpen).Min(clock => clock.BreachedAt);

    /// <summary>In the words of who has to do it; of a lead that is nobody's work yet, the action of its band.</summary>
    private static string WhatToDo(string reason, Lead lead, Band? band) => (reason, lead.Stage) switch
    {
        ("held", _) => "Free somebody for it, or assign it by hand",
        ("sla-rerouted" or "sla-recycled", _) => "Nothing: it is off your desk",
        (_, Stage.Mql) => "Accept it, then call or write; accepting is one click",
        (_, Stage.Sal) => "Call and qualify: budget, authority, need, timeline",
        (_, Stage.Sql) => "Accept or return it, then hold the discovery call",
        (_, Stage.Opportunity) => "Move the deal on",
        (_, Stage.Customer) => "Hold the kickoff",
        _ => band?.Action ?? "",
    };

    private static string Headline(string reason, Lead lead, Playbook playbook)
    {
        var who = Who(lead);
        return reason switch
        {
            "assigned" => $"New lead: {who}",
            "band-up" => $"{who} is now {BandOf(lead, playbook)?.Name ?? lead.Score.Band}",
            "hand-raise" => $"{who} asks for you",
            "handoff" => $"Handed over to you: {who}",
            "returned" => $"Came back to you: {who}",
            "nurture" => $"Worth a call: {who}",
            "sla-warned" => $"Still waiting for you: {who}",
            "sla-breached" => $"Not answered in time: {who}",
            "sla-escalated" => $"Still not answered: {who}",
            "sla-rerouted" => $"Given to somebody else, nobody reacted: {who}",
            "sla-recycled" => $"Back to marketing, nobody reacted: {who}",
            "held" => $"Nobody is free for {who}",
            _ => $"{char.ToUpperInvariant(reason[0])}{reason[1..].Replace('-', ' ')}: {who}",
        };
    }

    /// <summary><c>Jane Doe, VP Sales at Globex</c>, as far as it is known.</summary>
    private static string Who(Lead lead)
    {
        var (title, company) = (lead.Attribute("title"), lead.Attribute("company"));
        return (LeadFacts.NameOf(lead) ?? lead.Email) + (title is null ? "" : ", " + title) + (company is null ? "" : " at " + company);
    }

    private static Band? BandOf(Lead lead, Playbook playbook) => playbook.Bands.FirstOrDefault(one => one.Id == lead.Score.Band);

    /// <summary>The heaviest lines first: <c>+30 Demo request, today</c>.</summary>
    private static IReadOnlyList<string> WhyNow(ScoreCard? card) =>
        [.. (card?.Lines ?? [])
            .Where(line => line.Points != Domain.Points.Zero)
            .OrderByDescending(line => Math.Abs(line.Points.Milli))
            .Take(MostLines)
            .Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Points.ToDecimal():+0.#;-0.#} {line.Why}"))];

    /// <summary>Only for whom it is to accept now.</summary>
    private static string? ClaimUrl(Lead lead, Person person, string effectKey, SiteLinks links, DateTimeOffset now) =>
        ClaimLead.Waits(lead, person.Id) ? links.Claim(new Claim(lead.Id, person.Id, Occasion(effectKey, lead.Id, person.Id), now + ClaimTokens.Lifetime)) : null;

    /// <summary>The effect key is <c>notify:{lead}:{occasion}:{person}:{channel}</c>; the link is the same whatever the channel.</summary>
    private static string Occasion(string effectKey, string leadId, string personId)
    {
        var head = $"notify:{leadId}:";
        var end = effectKey.LastIndexOf($":{personId}:", StringComparison.Ordinal);
        return effectKey.StartsWith(head, StringComparison.Ordinal) && end > head.Length ? effectKey[head.Length..end] : "";
    }

    private static string? PageUrl(Lead lead, Playbook playbook) => playbook.Notifications.LeadPage?.Replace("{id}", Uri.EscapeDataString(lead.Id), StringComparison.Ordinal);
}
