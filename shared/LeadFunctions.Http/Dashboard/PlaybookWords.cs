using System.Globalization;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Http.Dashboard;

/// <summary>Pieces of a playbook as a person would say them.</summary>
internal static class PlaybookWords
{
    public static string Of(Condition condition) => condition switch
    {
        Condition.Always => "always",
        Condition.All { Of: [Condition.Between { Min: { } above, Max: null } from, Condition.Not { Of: Condition.Between { Min: null } upTo }] } when upTo.Fact == from.Fact && upTo.Max == above =>
            FormattableString.Invariant($"{from.Fact} above {above}"),
        Condition.All all => string.Join(" and ", all.Of.Select(Inner)),
        Condition.Any any => string.Join(" or ", any.Of.Select(Inner)),
        Condition.Not { Of: Condition.IsTrue flag } => "not " + flag.Fact,
        Condition.Not not => "not (" + Of(not.Of) + ")",
        Condition.In one => $"{one.Fact} is {string.Join(" or ", one.Values)}",
        Condition.HasWord one => $"{one.Fact} says {string.Join(" or ", one.Words)}",
        Condition.Between { Min: { } min, Max: { } max } one => FormattableString.Invariant($"{one.Fact} from {min} to {max}"),
        Condition.Between { Min: { } min } one => FormattableString.Invariant($"{one.Fact} from {min}"),
        Condition.Between one => FormattableString.Invariant($"{one.Fact} up to {one.Max}"),
        Condition.IsTrue one => one.Fact,
        Condition.Present one => one.Fact + " is known",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "no such condition"),
    };

    public static string Of(TimeSpan time) =>
        time == TimeSpan.Zero ? "0"
        : time.Ticks % TimeSpan.TicksPerDay == 0 ? Count(time.TotalDays, "day")
        : time.Ticks % TimeSpan.TicksPerHour == 0 ? Count(time.TotalHours, "hour")
        : time.Ticks % TimeSpan.TicksPerMinute == 0 ? Count(time.TotalMinutes, "minute")
        : Count(time.TotalSeconds, "second");

    public static string? Of(Decay decay) => decay switch
    {
        Decay.None => null,
        Decay.HalfLife half => "halves every " + Of(half.Every),
        Decay.Linear linear => FormattableString.Invariant($"loses {linear.Percent:0.##} % per {Of(linear.Every)}"),
        Decay.Steps steps => string.Join(", ", steps.Of.Select(step => FormattableString.Invariant($"{step.Factor * 100:0.##} % after {Of(step.After)}"))),
        Decay.Window window => "counts for " + Of(window.For),
        _ => throw new ArgumentOutOfRangeException(nameof(decay), decay, "no such decay"),
    };

    public static string Of(Repeat repeat) => repeat switch
    {
        Repeat.Each => "every time",
        Repeat.Once => "once",
        Repeat.Limited limited => (limited.Max == 1 ? "once" : FormattableString.Invariant($"{limited.Max} times")) + (limited.Per == TimeSpan.FromDays(1) ? " a day" : " in " + Of(limited.Per)),
        _ => throw new ArgumentOutOfRangeException(nameof(repeat), repeat, "no such policy"),
    };

    public static string Of(RouteTo to, Playbook playbook) => to switch
    {
        RouteTo.InPool pool => (playbook.Pools.FirstOrDefault(known => known.Id == pool.PoolId)?.Name ?? pool.PoolId)
            + (pool.Skill is { } skill ? ", who know " + skill : "") + (pool.Territory is { } territory ? ", of territory " + territory : ""),
        RouteTo.ToPerson person => playbook.People.FirstOrDefault(known => known.Id == person.PersonId)?.Name ?? person.PersonId,
        RouteTo.AccountOwner => "the owner of the account",
        _ => throw new ArgumentOutOfRangeException(nameof(to), to, "no such target"),
    };

    public static string Of(SlaStart start)
    {
        var what = start switch
        {
            SlaStart.StageEntered stage => "stage " + stage.Stage.ToString().ToLowerInvariant(),
            SlaStart.BandReached band => "band " + string.Join(" or ", band.Bands),
            SlaStart.SignalArrived signal => signal.Signal,
            SlaStart.HandRaised => "a hand-raise",
            SlaStart.HandoffOffered => "a handoff",
            _ => throw new ArgumentOutOfRangeException(nameof(start), start, "no such start"),
        };
        return start.When is Condition.Always ? what : $"{what}, when {Of(start.When)}";
    }

    public static string Of(SlaTarget target) => target switch
    {
        SlaTarget.Working working => Of(working.Time),
        SlaTarget.BusinessDays days => Count(days.Days, "business day"),
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "no such target"),
    };

    public static string Of(EscalationStep step) => step.Do switch
    {
        EscalationKind.Reroute => $"after {Of(step.After)}: to somebody else",
        EscalationKind.Recycle => $"after {Of(step.After)}: back to marketing ({step.Reason})",
        _ => $"after {Of(step.After)}: tell {string.Join(" and ", step.Tell.Select(who => who.ToString().ToLowerInvariant()))}",
    };

    public static (string Kind, string Words) Of(SequenceStep step) => step switch
    {
        SequenceStep.Send send => ("send", "Send " + send.Template),
        SequenceStep.Wait wait => ("wait", "Wait " + Of(wait.For)),
        SequenceStep.WaitUntil until => ("wait", "Wait until " + until.At.ToString("HH:mm", CultureInfo.InvariantCulture)),
        SequenceStep.WaitFor wait => ("wait", $"Wait for {string.Join(" or ", wait.Signals)}, at most {Of(wait.Timeout)}" + (wait.OnTimeout is { } then ? ", then " + then : "")),
        SequenceStep.Branch branch => ("branch", $"If {Of(branch.When)}: {branch.Then ?? "go on"}, else {branch.Else ?? "go on"}"),
        SequenceStep.Notify notify => ("notify", "Tell the owner: " + notify.Text),
        SequenceStep.Set set => ("set", $"Set {set.Attribute} to {set.Value}"),
        SequenceStep.Exit exit => ("exit", "Leave: " + exit.Reason),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "no such step"),
    };

    private static string Inner(Condition condition) => condition is Condition.All or Condition.Any ? "(" + Of(condition) + ")" : Of(condition);

    private static string Count(double count, string unit) => FormattableString.Invariant($"{count:0.##} {unit}{(count == 1 ? "" : "s")}");
}
