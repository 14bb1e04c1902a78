using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Lists;

namespace LeadFunctions.Domain.Tests.Clocks;

/// <summary>A company with one service level or a few, and leads that make its clocks run.</summary>
internal static class Promises
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static readonly Condition Anybody = new Condition.Always();

    /// <summary>First contact in so many minutes of a lead that became an MQL.</summary>
    public static SlaPolicy FirstContact(int minutes, string id = "first-contact") =>
        new(id, "First contact", "hot", [new SlaStart.StageEntered(Stage.Mql, Anybody)], new SlaTarget.Working(TimeSpan.FromMinutes(minutes)))
        {
            During = [Stage.Mql, Stage.Sal],
            StopsOn = ["contact"],
            TellOnWarn = [SlaReceiver.Owner],
            TellOnBreach = [SlaReceiver.Owner, SlaReceiver.Manager],
        };

    public static Rulebook Book(params SlaPolicy[] policies) => Book(new Playbook
    {
        Name = "test",
        Version = "v1",
        Bands = [new("cold", "Cold", 0, ""), new("mql", "MQL", 41, ""), new("sal", "SAL", 61, "")],
        Signals = [new("demo-request", "Demo request", HandRaise: true), new("page-view", "Page view", Page: true)],
        Sla = policies,
    });

    public static Rulebook Book(Playbook playbook) => new(playbook, ScoringModel.Compile(playbook), new DomainKnowledge(KnownLists.Domains, playbook.Domains));

    public static Lead Raw() => Capture.New("ld_1", "jane@globex.example", Monday.AddDays(-1));

    /// <summary>The lead has just become an MQL.</summary>
    public static ClockChange Promoted(this Rulebook rules, DateTimeOffset now, Lead? lead = null, params Activity[] also)
    {
        var before = lead ?? Raw();
        Activity promoted = new Activity.StageChanged("stage:mql", now, Stage.Raw, Stage.Mql, "threshold:mql", null);
        return FollowClocks.Follow(before, before with { Stage = Stage.Mql, StageSince = now }, [promoted, .. also], rules, now);
    }

    /// <summary>Something happens to a lead.</summary>
    public static ClockChange Follow(this Rulebook rules, Lead lead, DateTimeOffset now, Func<Lead, Lead>? change, params Activity[] happened) =>
        FollowClocks.Follow(lead, change?.Invoke(lead) ?? lead, happened, rules, now);

    public static Activity Acted(string action, DateTimeOffset at, string outcome = "reached") =>
        new Activity.Acted("act:" + action + at.Ticks, at, action, Stage.Mql, null, null, new Dictionary<string, string> { ["outcome"] = outcome }) { By = "ana" };

    public static Activity Arrived(string signal, DateTimeOffset at, string source = "track") => new Activity.SignalReceived("s" + at.Ticks, at, new Signal("s" + at.Ticks, signal, at, source));

    public static Activity CrossedInto(string band, DateTimeOffset at) => new Activity.BandCrossed("band:" + band + at.Ticks, at, "mql", band, 65, 1, true);

    public static IEnumerable<string> What(this ClockChange change) => change.Activities.OfType<Activity.Clocked>().Select(one => one.What);
}
