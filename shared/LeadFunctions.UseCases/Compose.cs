using System.Globalization;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>Puts into words what a person should know: who, why now, what to do.</summary>
public static class Compose
{
    private const int MostLines = 5;

    public static Notification Notification(Message.NotificationDue due, Lead lead, Person person, ScoreCard? card, Playbook playbook, DateTimeOffset now)
    {
        var band = playbook.Bands.FirstOrDefault(one => one.Id == lead.Score.Band);
        return new Notification(
            due.EffectKey, person.Id, person.Name, person.Email, lead.Id, LeadFacts.NameOf(lead) ?? lead.Email, lead.Attribute("company"),
            lead.Stage.ToString().ToLowerInvariant(), band?.Name ?? lead.Score.Band, lead.Score.Total.ToDecimal(), due.Reason,
            WhyNow(card), band?.Action ?? "", "/api/leads/" + lead.Id, now);
    }

    /// <summary>The heaviest lines first: <c>+30 Demo request, today</c>.</summary>
    private static IReadOnlyList<string> WhyNow(ScoreCard? card) =>
        [.. (card?.Lines ?? [])
            .Where(line => line.Points != Domain.Points.Zero)
            .OrderByDescending(line => Math.Abs(line.Points.Milli))
            .Take(MostLines)
            .Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Points.ToDecimal():+0.#;-0.#} {line.Why}"))];
}
