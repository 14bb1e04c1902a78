using LeadFunctions.Chaos.Traffic;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Chaos.Checking;

/// <summary>All checks on one piece of evidence.</summary>
public sealed record Verdict(Evidence Evidence, IReadOnlyList<Finding> Findings)
{
    private const int MostShown = 10;

    private static readonly IReadOnlyList<Func<Evidence, IEnumerable<Finding>>> Checks =
    [
        SubmissionChecks.Of, BeaconChecks.Of, StoreChecks.Of, NotificationChecks.Of, RoutingChecks.Of, ScoreChecks.Of,
    ];

    public bool IsGood => Findings.Count == 0;

    public static Verdict On(Evidence evidence) => new(evidence, [.. FindingsIn(evidence)]);

    /// <summary>Found while it is enumerated: who looks for one thing need not pay for all.</summary>
    public static IEnumerable<Finding> FindingsIn(Evidence evidence) => Checks.SelectMany(check => check(evidence));

    public int Count(Harm harm) => Findings.Count(finding => finding.Harm == harm);

    /// <summary>A table of what was checked, then what was found.</summary>
    public void Print()
    {
        var sent = Evidence.Sent;
        Row("requests sent", sent.Count, $"ok {Of(Reply.Ok)}, refused {Of(Reply.Refused)}, no answer {Of(Reply.Unknown)}");
        Row("forms accepted", AckedForms(sent), "submissions");
        Row("beacon events accepted", sent.Where(entry => entry is { Kind: Entry.Beacon, Reply: Reply.Ok }).SelectMany(entry => entry.Events).Distinct().Count(), "events");
        Row("leads", Evidence.Leads.Count, $"{Evidence.Timeline.Count} activities");
        Row("assignments", Evidence.Timeline.Count(filed => filed.Activity is Activity.RoutingDecided { Decision.PersonId: not null }), "decisions");
        Row("notifications", Evidence.Delivered.Count, "files");
        foreach (var harm in Enum.GetValues<Harm>())
        {
            Row(harm.ToString().ToLowerInvariant(), Count(harm), "");
        }

        foreach (var finding in Findings.Take(MostShown))
        {
            Console.WriteLine($"  {finding.Harm}: {finding.What}");
        }

        int Of(Reply reply) => sent.Count(entry => entry.Reply == reply);
    }

    /// <summary>Distinct submissions that were accepted.</summary>
    public static int AckedForms(IEnumerable<Entry> sent) =>
        sent.Where(entry => entry is { Kind: Entry.Form, Reply: Reply.Ok }).Select(entry => entry.Key).Distinct().Count();

    private static void Row(string what, int count, string more) => Console.WriteLine($"  {what,-26}{count,8}  {more}");
}
