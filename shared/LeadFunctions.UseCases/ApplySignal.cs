using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Erasing;
using LeadFunctions.UseCases.Merging;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// Signals of one lead -> its new score, band and stage. Wakes <see cref="RouteLead"/> when it became an MQL, <see cref="Notify"/> when an owned
/// lead rose, <see cref="JoinLeads"/> when it is merged into another, <see cref="JoinVisitor"/> when a browser identified itself or may leave, <see cref="EnrichLead"/>
/// when it is new. All waiting signals, one commit. An open or click that counted and comes again as a machine's is taken back (<see cref="TakeBack"/>).
/// </summary>
public sealed class ApplySignal(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock) : IHandle<Message.SignalArrived>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.SignalArrived> messages, CancellationToken ct)
    {
        var outcome = await ApplyAsync(messages, ct);
        List<Outgoing> released = [.. messages.Select(message => message.Release).OfType<Message.VisitorIdentified>().Select(browser => new Outgoing(browser))];
        return outcome switch
        {
            _ when released.Count == 0 => outcome,
            // It goes on behind what is still to be counted.
            Outcome.Done { Commit.Messages: { } next } when next.Any(one => one.Message is Message.SignalArrived { Release: not null }) => outcome,
            Outcome.Done done => new Outcome.Done(done.Commit with { Messages = [.. done.Commit.Messages, .. released] }),
            Outcome.Skipped => new Outcome.Done(new Commit { Messages = released }),
            _ => outcome,
        };
    }

    private async Task<Outcome> ApplyAsync(IReadOnlyList<Message.SignalArrived> messages, CancellationToken ct)
    {
        var leadId = messages[0].LeadId;
        var found = await leads.FindLeadAsync(leadId, ct);
        if (found is null && messages.All(message => message.Email is null))
        {
            return new Outcome.Skipped("the lead is gone");
        }

        var (fresh, known) = await FreshAsync(leadId, messages, ct);
        fresh = found is null ? await ErasureList.WithoutErasedAsync(leads, leadId, fresh, ct) : fresh;
        if (found is not null && await TakeBack.CountedAsync(leads, found, [.. known.Where(signal => signal.Verdict == Verdict.Machine)], ct) is { Count: > 0 } back)
        {
            var commit = await TakenBackAsync(found, back, clock.GetUtcNow(), ct);
            var rest = messages.Select(message => message with { Signals = [.. message.Signals.Where(fresh.Contains)] }).Where(message => message.Signals.Count > 0 || message.Release is not null);
            return new Outcome.Done(commit with { Messages = [.. commit.Messages, .. rest.Select(message => new Outgoing(message))] });
        }

        return fresh.Count == 0 ? new Outcome.Skipped("every signal is known") : await CountAsync(leadId, found, messages, fresh, ct);
    }

    private async Task<Commit> TakenBackAsync(Lead found, IReadOnlyList<Signal> back, DateTimeOffset now, CancellationToken ct)
    {
        var rules = playbooks.Current;
        var own = await Shares.OwnWithoutAsync(leads, found, back, new Shares.Moment(rules, now, null), ct);
        // Nothing looks after one that is part of another: what time has done to it is made up for.
        var (lead, ledger) = await leads.LedgerOfAsync(found.MergedInto is null ? own : TimeAlone.Until(now, own, rules), [], rules, ct);
        return Shares.Telling(await TakeBack.OfAsync(leads, playbooks, new TakeBack.Recounted(found, lead, ledger), back, now, ct), back);
    }

    private async Task<Outcome> CountAsync(string leadId, Lead? found, IReadOnlyList<Message.SignalArrived> messages, List<Signal> fresh, CancellationToken ct)
    {
        var rules = playbooks.Current;
        var email = found?.Email ?? messages.FirstOrDefault(IsOfAPerson)?.Email;
        if (email is null || fresh.All(signal => signal.Verdict == Verdict.Machine))
        {
            return new Outcome.Done(new Commit { ActivitiesOf = leadId, Activities = [.. Received(fresh.Where(signal => signal.Verdict == Verdict.Machine))] });
        }

        var now = Later(clock.GetUtcNow(), fresh.Max(signal => signal.At));
        var moment = new Shares.Moment(rules, now, Raised(fresh, rules)?.Name);
        if (found?.MergedInto is not null)
        {
            var heard = await Shares.HeardAsync(leads, found, fresh, moment, ct);
            return new Outcome.Done(Consequences.Of(found, heard with { Messages = [.. heard.Messages, .. Introductions(found, found, fresh, rules.Playbook)] }, rules, now));
        }

        var before = found ?? Capture.New(leadId, email, now);
        var captured = await Shares.OwnAsync(leads, Capture.Apply(before, fresh, rules), fresh, moment, ct);
        var (lead, ledger) = await leads.LedgerOfAsync(captured, fresh, rules, ct);
        var standing = Progress.At(lead, ledger, rules, now, moment.HandRaise, former: playbooks.FormerOf(lead));
        var again = RaisedAgain(found, standing, fresh, rules).ToList();
        var commit = new Commit
        {
            Lead = standing.Lead with { Arrivals = Arrival.Add(before, lead, fresh, now) },
            Activities = [.. Received(fresh), .. standing.Activities],
            Messages = [.. Reactions.To(again.Count == 0 ? standing : standing with { RoseTo = null }, rules.Playbook, fresh.All(signal => signal.Source == SignalSource.Import)), .. again, .. Introductions(found, standing.Lead, fresh, rules.Playbook)],
        };
        return new Outcome.Done(Consequences.Of(before, commit, rules, now));
    }

    /// <summary>Makes a lead of an email: a machine that fills in a form does not, nor does a browser that only names the lead.</summary>
    private static bool IsOfAPerson(Message.SignalArrived message) => message.Email is not null && message.Signals.Any(signal => signal.Verdict != Verdict.Machine);

    private static IEnumerable<Activity> Received(IEnumerable<Signal> signals) => signals.Select(signal => new Activity.SignalReceived(signal.Id, signal.At, signal));

    /// <summary>Of two words on one signal, a machine's counts.</summary>
    private async Task<(List<Signal> Fresh, List<Signal> Known)> FreshAsync(string leadId, IReadOnlyList<Message.SignalArrived> messages, CancellationToken ct)
    {
        var signals = messages.SelectMany(message => message.Signals).OrderBy(signal => signal.Verdict != Verdict.Machine).DistinctBy(signal => signal.Id).ToList();
        var known = await leads.KnownActivitiesAsync(leadId, [.. signals.Select(signal => signal.Id)], ct);
        return known.Count == 0 ? (signals, []) : (signals.FindAll(signal => !known.Contains(signal.Id)), signals.FindAll(signal => known.Contains(signal.Id)));
    }

    private static Signal? Raised(List<Signal> fresh, Rulebook rules) =>
        fresh.FirstOrDefault(signal => signal.Verdict != Verdict.Machine && rules.Signal(signal.Name)?.HandRaise == true);

    /// <summary>Who has the lead already hears that it asks again, and not also that its score rose by that.</summary>
    private static IEnumerable<Outgoing> RaisedAgain(Lead? found, Standing standing, List<Signal> fresh, Rulebook rules) =>
        found is { Owner: { } owner, Stage: Stage.Mql or Stage.Sal or Stage.Sql or Stage.Opportunity } && Raised(fresh, rules) is { Source: not SignalSource.Import } signal
            ? Reactions.ToldTo(owner.PersonId, standing.Lead.Id, "hand-raise:" + signal.Id, "hand-raise", rules.Playbook)
            : [];

    /// <summary>A signal that came by form or import tells us whose browser it was; a tracked one was sorted by browser already.</summary>
    private static IEnumerable<Outgoing> Introductions(Lead? found, Lead lead, List<Signal> fresh, Playbook playbook)
    {
        foreach (var signal in fresh.Where(signal => signal.VisitorId is not null && signal.Source != SignalSource.Track && signal.Verdict != Verdict.Machine))
        {
            yield return new Outgoing(new Message.VisitorIdentified(signal.VisitorId!, lead.Id, lead.Email, signal.At));
        }

        foreach (var message in found is null ? Reactions.ToNew(lead.Id, playbook) : [])
        {
            yield return message;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
