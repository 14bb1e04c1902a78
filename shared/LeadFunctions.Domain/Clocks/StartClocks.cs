using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Clocks;

/// <summary>Which clocks begin with what just happened. Of one group the earliest deadline stays, and the other is called off.</summary>
internal static class StartClocks
{
    public static ClockChange Start(ClockChange change, IReadOnlyList<Activity> happened, Rulebook rules, DateTimeOffset now)
    {
        if (happened.Count == 0 || IsOldNews(happened))
        {
            return change;
        }

        Facts? facts = null;
        foreach (var policy in rules.Playbook.Sla.Where(policy => policy.During.Contains(change.Lead.Stage)))
        {
            foreach (var start in policy.Starts.Where(start => Is(start, happened, rules)))
            {
                facts ??= FactsOf(change.Lead, happened, rules, now);
                if (start.When.Holds(WithWaiting(facts, change.Lead, policy)))
                {
                    change = Begin(change, New(policy, change.Lead, rules.Playbook, Milliseconds.Down(now)), rules.Playbook, now);
                    break;
                }
            }
        }

        return change;
    }

    /// <summary>Who hands over to themselves need not hurry to accept; a customer's kickoff is due all the same.</summary>
    private static bool Awaits(Handoff handoff) => handoff.State == HandoffState.Offered || handoff.Kind == HandoffKind.SalesToCs;

    public static string? CalendarFor(SlaPolicy policy, Lead lead, Playbook playbook) =>
        (policy.OwnerHours && lead.Owner is { } owner ? playbook.People.FirstOrDefault(person => person.Id == owner.PersonId)?.Calendar : null) ?? policy.Calendar;

    /// <summary>Rows of a file tell of the past; nobody is late for them.</summary>
    private static bool IsOldNews(IReadOnlyList<Activity> happened)
    {
        var signals = happened.OfType<Activity.SignalReceived>().ToList();
        return signals.Count > 0 && signals.All(received => received.Signal.Source.StartsWith("import", StringComparison.Ordinal));
    }

    private static bool Is(SlaStart start, IReadOnlyList<Activity> happened, Rulebook rules) => start switch
    {
        // What is found out by a retraction has started its clocks already, when it would have been.
        SlaStart.StageEntered entered => happened.OfType<Activity.StageChanged>().Any(change => change.To == entered.Stage && change.Cause != Retraction.Cause),
        SlaStart.BandReached reached => happened.OfType<Activity.BandCrossed>().Any(crossed => crossed.Up && reached.Bands.Contains(crossed.To)),
        SlaStart.SignalArrived asked => Signals(happened).Any(signal => signal.Name == asked.Signal),
        SlaStart.HandRaised => IsHandRaise(happened, rules),
        SlaStart.HandoffOffered offered => happened.OfType<Activity.HandoffOffered>().Any(offer => offer.Handoff.Kind == offered.Handoff && Awaits(offer.Handoff)),
        _ => throw new ArgumentOutOfRangeException(nameof(start), start, "Not a start."),
    };

    private static IEnumerable<Signal> Signals(IReadOnlyList<Activity> happened) =>
        happened.OfType<Activity.SignalReceived>().Select(received => received.Signal).Where(signal => signal.Verdict != Verdict.Machine);

    private static bool IsHandRaise(IReadOnlyList<Activity> happened, Rulebook rules) => Signals(happened).Any(signal => rules.Signal(signal.Name)?.HandRaise == true);

    private static Facts FactsOf(Lead lead, IReadOnlyList<Activity> happened, Rulebook rules, DateTimeOffset now)
    {
        var facts = LeadFacts.Of(lead, rules.Domains, now);
        return IsHandRaise(happened, rules) ? With(facts, SlaFacts.HandRaise) : facts;
    }

    private static Facts WithWaiting(Facts facts, Lead lead, SlaPolicy policy) => RunningIn(lead, policy.Group) is null ? facts : With(facts, SlaFacts.Waiting);

    private static Facts With(Facts facts, string flag) => new(new Dictionary<string, string>(facts.Values, StringComparer.Ordinal) { [flag] = "true" });

    private static Clock? RunningIn(Lead lead, string group) => lead.Clocks.FirstOrDefault(clock => clock.IsOpen && clock.Group == group);

    private static ClockChange Begin(ClockChange change, Clock clock, Playbook playbook, DateTimeOffset now)
    {
        var deadline = ClockTime.Deadline(clock, playbook);
        if (RunningIn(change.Lead, clock.Group) is { } running)
        {
            if ((ClockTime.Deadline(running, playbook) ?? DateTimeOffset.MaxValue) <= (deadline ?? DateTimeOffset.MaxValue))
            {
                return change;
            }

            change = change.CallOff(running, now, "replaced by " + clock.Policy).Change;
        }

        // The same policy may have started within this very millisecond before; its clock has that id for good.
        return change.Lead.Clocks.Any(known => known.Id == clock.Id)
            ? change
            : change.Add(clock).Note(clock, "started", now, ClockEvents.Started, deadline, null);
    }

    private static Clock New(SlaPolicy policy, Lead lead, Playbook playbook, DateTimeOffset start)
    {
        var calendar = CalendarFor(policy, lead, playbook);
        return new Clock
        {
            Id = $"{policy.Id}:{start.ToUnixTimeMilliseconds()}",
            Policy = policy.Id,
            Group = policy.Group,
            Tier = policy.Tier,
            StartedAt = start,
            Target = ClockTime.TargetOf(policy.Target, ClockTime.Find(playbook, calendar), start),
            WarnAt = policy.WarnAt,
            Legs = [new Leg(start, calendar)],
            PersonId = lead.Owner?.PersonId,
        };
    }
}
