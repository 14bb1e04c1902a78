using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Merging;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A lead was merged into this one, was taken out again, or has heard something -> the survivor is worked out anew from all its shares: attributes, consent,
/// events, score. State decides, so it may run twice, late or after a crash between the two halves of a merge. Wakes what a new standing wakes.
/// </summary>
public sealed class JoinLeads(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock) : IHandle<Message.ShareChanged>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.ShareChanged> messages, CancellationToken ct)
    {
        if (await leads.FindLeadAsync(messages[0].LeadId, ct) is not { } found)
        {
            return new Outcome.Skipped("the lead is gone");
        }

        var former = found.Absorbed ?? [];
        var shares = await SharesAsync(found, messages, ct);
        if (found.Own is null && shares.Count == 0)
        {
            return new Outcome.Skipped("not merged any more");
        }

        var said = messages.Where(message => shares.Any(share => share.Id == message.From)).ToList();
        var fresh = await FreshAsync(found.Id, said, ct);
        var back = await TakeBack.CountedAsync(leads, found, [.. said.SelectMany(message => message.Signals).Where(signal => signal.Verdict == Verdict.Machine).DistinctBy(signal => signal.Id)], ct);
        var seen = former.Count == shares.Count && shares.All(share => former.Any(one => one.Id == share.Id && one.Seen >= share.Version));
        if (seen && fresh.Count + back.Count == 0)
        {
            return new Outcome.Skipped("already counted");
        }

        var (now, rules) = (clock.GetUtcNow(), playbooks.Current);
        var (lead, ledger) = await JoinedAsync(found, shares, [.. fresh.Select(one => one.Signal)], now, ct);
        if (back.Count > 0)
        {
            var without = await TakeBack.OfAsync(leads, playbooks, new TakeBack.Recounted(found, lead, ledger), back, now, ct);
            var rest = messages.Where(message => message.Signals.Any(signal => fresh.Any(one => one.Signal.Id == signal.Id))).Select(message => new Outgoing(message));
            return new Outcome.Done(without with { Activities = [.. Changes(found, without.Lead!, now), .. without.Activities], Messages = [.. without.Messages, .. rest] });
        }

        var raised = fresh.FirstOrDefault(one => one.Signal.Verdict != Verdict.Machine && rules.Signal(one.Signal.Name)?.HandRaise == true).Signal;
        var standing = Progress.At(lead, ledger, rules, now, raised?.Name, former: playbooks.FormerOf(lead));
        return new Outcome.Done(await CommitAsync(found, standing, fresh, raised, now, ct));
    }

    /// <summary>The survivor with its shares as they are now, and the events of all. Where one has left, its history begins anew from how it stands alone.</summary>
    private async Task<(Lead Lead, IReadOnlyList<LedgerEvent> Ledger)> JoinedAsync(Lead found, List<Lead> shares, IReadOnlyList<Signal> heard, DateTimeOffset now, CancellationToken ct)
    {
        var rules = playbooks.Current;
        var caughtUp = found.Own is { } own ? found with { Own = TimeAlone.Until(now, own, rules) } : found with { Own = found };
        var before = (found.Absorbed ?? []).Any(one => shares.All(share => share.Id != one.Id)) ? Union.Alone(caughtUp) : caughtUp;
        if (shares.Count == 0)
        {
            return await leads.LedgerOfAsync(before, [], rules, ct, anew: true);
        }

        var joining = shares.FindAll(share => (before.Absorbed ?? []).All(one => one.Id != share.Id));
        var (lead, ledger) = await leads.LedgerOfAsync(Union.Of(before with { Own = caughtUp.Own }, shares), [], rules, ct, anew: true);
        return (lead with { Arrivals = Arrival.Join(before, lead, joining, heard, now) }, ledger);
    }

    private async Task<Commit> CommitAsync(Lead found, Standing standing, List<(string From, Signal Signal)> fresh, Signal? raised, DateTimeOffset now, CancellationToken ct)
    {
        var rules = playbooks.Current;
        var after = standing.Lead;
        var commit = new Commit
        {
            Lead = after,
            Activities = [.. Changes(found, after, now), .. fresh.Select(one => new Activity.SignalReceived(one.Signal.Id, one.Signal.At, one.Signal)), .. standing.Activities],
            Registers = await DeskMoves.OfAsync(leads, found, after, rules.Playbook, now, ct),
            Messages =
            [
                .. Reactions.To(raised is null ? standing : standing with { RoseTo = null }, rules.Playbook),
                .. raised is not null && found.Owner is { } owner ? Reactions.ToldTo(owner.PersonId, after.Id, "hand-raise:" + raised.Id, "hand-raise", rules.Playbook) : [],
                .. Desk.IsSearched(after) && !Desk.IsSearched(found) && !standing.BecameMql ? [new Outgoing(new Message.LeadNeedsOwner(after.Id, "unmerged"))] : Array.Empty<Outgoing>(),
            ],
        };

        // Clocks and sequences hear the signals; the timeline that has them is the one they came to.
        var followed = Consequences.Of(found, commit, rules, now);
        return followed with
        {
            Activities =
            [
                .. followed.Activities.Where(activity => activity is not Activity.SignalReceived),
                .. fresh.Select(one => new Activity.Merged(HeardId(one.Signal), one.Signal.At, "heard", one.From, one.Signal.Name)),
            ],
        };
    }

    private async Task<List<Lead>> SharesAsync(Lead found, IReadOnlyList<Message.ShareChanged> messages, CancellationToken ct)
    {
        var shares = new List<Lead>();
        foreach (var id in (found.Absorbed ?? []).Select(one => one.Id).Concat(messages.Select(message => message.From)).Distinct())
        {
            if (await leads.FindLeadAsync(id, ct) is { } share && share.MergedInto == found.Id)
            {
                shares.Add(share);
            }
        }

        return shares;
    }

    /// <summary>What it has not heard yet, and will: not what its share has taken back by now.</summary>
    private async Task<List<(string From, Signal Signal)>> FreshAsync(string leadId, IReadOnlyList<Message.ShareChanged> messages, CancellationToken ct)
    {
        var heard = messages.SelectMany(message => message.Signals, (message, signal) => (message.From, Signal: signal)).DistinctBy(one => one.Signal.Id).ToList();
        var known = await leads.KnownActivitiesAsync(leadId, [.. heard.Select(one => HeardId(one.Signal))], ct);
        var fresh = heard.FindAll(one => !known.Contains(HeardId(one.Signal)));
        var back = new HashSet<string>(StringComparer.Ordinal);
        foreach (var share in fresh.GroupBy(one => one.From, one => Retraction.IdOf(one.Signal.Id)))
        {
            back.UnionWith(await leads.KnownActivitiesAsync(share.Key, [.. share], ct));
        }

        return fresh.FindAll(one => !back.Contains(Retraction.IdOf(one.Signal.Id)));
    }

    private static IEnumerable<Activity> Changes(Lead before, Lead after, DateTimeOffset now)
    {
        var (former, present) = (before.Absorbed ?? [], after.Absorbed ?? []);
        return present.Where(one => former.All(known => known.Id != one.Id))
            .Select(one => new Activity.Merged($"absorbed:{one.Id}:{one.Note.At.ToUnixTimeMilliseconds()}", one.Note.At, "absorbed", one.Id, one.Note.Reason) { By = one.Note.By })
            .Concat(former.Where(one => present.All(known => known.Id != one.Id)).Select(one => new Activity.Merged($"released:{one.Id}:{one.Note.At.ToUnixTimeMilliseconds()}", now, "released", one.Id, null)));
    }

    private static string HeardId(Signal signal) => "heard:" + signal.Id;
}
