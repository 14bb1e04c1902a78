using LeadFunctions.Chaos.Hosts;
using LeadFunctions.Chaos.Traffic;
using LeadFunctions.Domain;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Chaos.Checking;

/// <summary>The test of the tester: evidence with one thing made up in it must be found guilty of just that.</summary>
public static class Controls
{
    private static readonly IReadOnlyList<(string Name, Harm Expected, Func<Evidence, Evidence> Forge)> Forgeries =
    [
        ("an accepted form that never was", Harm.Lost, e => e with { Sent = [.. e.Sent, MadeUp(Entry.Form, [])] }),
        ("an accepted event that never was", Harm.Lost, e => e with { Sent = [.. e.Sent, MadeUp(Entry.Beacon, ["made-up.0"])] }),
        ("a form filed on a second lead", Harm.Doubled, e => e with { Timeline = [.. e.Timeline, FirstForm(e) with { LeadId = "made-up" }] }),
        ("a second assignment", Harm.Doubled, e => e with { Timeline = [.. e.Timeline, e.Timeline.First(IsAssignment)] }),
        ("a notification delivered twice", Harm.Doubled, e => e with { Delivered = [.. e.Delivered, e.Delivered[0]] }),
        ("a notification that never arrived", Harm.Lost, e => e with { Delivered = [.. e.Delivered.Skip(1)] }),
        ("an MQL without an owner", Harm.Stuck, e => WithLead(e, lead => lead with { Owner = null })),
        ("a score that is off by a thousandth", Harm.Wrong, e => WithLead(e, lead => lead with { Score = lead.Score with { Total = lead.Score.Total + new Points(1) } })),
        ("a message that waits for ever", Harm.Stuck, e => e with { Backlog = new Backlog(1, 0, 0, 0) }),
    ];

    /// <param name="evidence">Without findings.</param>
    /// <returns>The forgeries that went unnoticed; empty when the checks can be trusted.</returns>
    public static IReadOnlyList<string> Missed(Evidence evidence) =>
        [.. Forgeries.Where(forgery => Verdict.FindingsIn(forgery.Forge(evidence)).All(finding => finding.Harm != forgery.Expected)).Select(forgery => forgery.Name)];

    public static int Count => Forgeries.Count;

    private static Entry MadeUp(string kind, IReadOnlyList<string> events) =>
        new(kind, "made-up", "made-up@nobody.example", "visitor-made-up", events, Reply.Ok, 200, null);

    private static Filed FirstForm(Evidence evidence) =>
        evidence.Timeline.First(filed => filed.Activity is Activity.SignalReceived { Signal.Answers: { } answers } && answers.ContainsKey(Sender.Marker));

    private static bool IsAssignment(Filed filed) => filed.Activity is Activity.RoutingDecided { Decision.PersonId: not null };

    private static Evidence WithLead(Evidence evidence, Func<Lead, Lead> change)
    {
        var lead = evidence.Leads.Values.First(one => one.Owner is not null);
        return evidence with { Leads = new Dictionary<string, Lead>(evidence.Leads) { [lead.Id] = change(lead) } };
    }
}
