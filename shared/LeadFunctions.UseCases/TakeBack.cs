using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// Opens and clicks that counted come again, as a machine's -> the lead as if they had never counted (<see cref="Retraction"/>), with a line that says why and
/// what had been done by then. What had not been done yet looks here when its turn comes: nobody is told of an occasion that is void, routing passes a lead
/// that is none, a run that should not have begun sends nothing.
/// </summary>
public static class TakeBack
{
    private const int VoidKept = 30;

    /// <summary>Those that the lead counted as a person's.</summary>
    /// <param name="machines">Judged a machine's, and known to the timeline.</param>
    public static async Task<IReadOnlyList<Signal>> CountedAsync(ILeadStore leads, Lead lead, IReadOnlyList<Signal> machines, CancellationToken ct)
    {
        var may = machines.Where(signal => Retraction.MayBe(signal.Name)).ToList();
        if (may.Count == 0)
        {
            return [];
        }

        var back = await leads.KnownActivitiesAsync(lead.Id, [.. may.Select(signal => Retraction.IdOf(signal.Id))], ct);
        var counted = (lead.LedgerSpilled ? await leads.LedgerAsync(lead.Id, ct) : lead.Ledger)
            .Concat((lead.Arrivals ?? []).SelectMany(arrival => arrival.Signals))
            .Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        return [.. may.Where(signal => counted.Contains(signal.Id) && !back.Contains(Retraction.IdOf(signal.Id)))];
    }

    public static async Task<Commit> OfAsync(ILeadStore leads, PlaybookShelf playbooks, Recounted counted, IReadOnlyList<Signal> back, DateTimeOffset now, CancellationToken ct)
    {
        var (found, lead, rules) = (counted.Found, counted.Lead, playbooks.Current);
        var taken = Retraction.Of(lead, counted.Ledger, await leads.SharesOfAsync(lead, ct), back.Select(signal => signal.Id).ToHashSet(StringComparer.Ordinal), (rules, now));
        var runs = RunsTakenBack.Of(taken, back, playbooks, now);
        string[] occasions = [.. taken.Occasions, .. runs.Occasions];
        var after = taken.Lead with
        {
            Enrolments = runs.Runs,
            Void = (found.Void ?? []).Concat(occasions).Distinct().Except(taken.Rose).TakeLast(VoidKept).ToList() is { Count: > 0 } nothing ? nothing : null,
        };
        var stands = await StandsAsync(leads, found, after, occasions, rules.Playbook, ct);
        var commit = new Commit
        {
            Lead = after,
            Activities = [.. Lines(found, taken, back, stands, now), .. taken.Activities, .. runs.Lines],
            Messages =
            [
                .. Reactions.To(new Standing(after, [], taken.BecameMql, RoseTo: null), rules.Playbook),
                .. SlaNotices.Of(taken.Clocks, found, rules.Playbook),
                .. after is { MergedInto: null, Owner: { } owner } ? taken.Rose.SelectMany(rise => Reactions.ToldTo(owner.PersonId, after.Id, rise, "band-up", rules.Playbook)) : [],
            ],
            Registers = await DeskMoves.OfAsync(leads, found, after, rules.Playbook, now, ct),
        };
        return Consequences.Of(found, commit, rules, now);
    }

    /// <param name="Found">As it is stored.</param>
    /// <param name="Lead">The same, its shares joined anew.</param>
    /// <param name="Ledger">The events of all of them.</param>
    public sealed record Recounted(Lead Found, Lead Lead, IReadOnlyList<LedgerEvent> Ledger);

    /// <summary>True when what was to be told turned out a machine's doing meanwhile.</summary>
    public static bool IsVoid(Lead lead, string effectKey) =>
        lead.Void?.Any(occasion => effectKey.StartsWith($"notify:{lead.Id}:{occasion}:", StringComparison.Ordinal)) == true;

    private static IEnumerable<Activity> Lines(Lead found, TakenBack taken, IReadOnlyList<Signal> back, IReadOnlyList<string> stands, DateTimeOffset now)
    {
        var bands = found.Score.Band == taken.Lead.Score.Band ? null : $"{found.Score.Band} -> {taken.Lead.Score.Band}";
        foreach (var signal in back)
        {
            yield return new Activity.Retracted(Retraction.IdOf(signal.Id), now, signal.Id, signal.Name, signal.VerdictReasons ?? [], bands, stands.Count == 0 ? null : stands);
        }

        if (taken.StageUndone)
        {
            yield return new Activity.StageChanged("stage:" + Retraction.IdOf(back[0].Id), now, found.Stage, taken.Lead.Stage, "retracted:" + back[0].Name, string.Join(", ", back[0].VerdictReasons ?? []));
        }
    }

    /// <summary>What had been done because of it, and stays.</summary>
    private static async Task<IReadOnlyList<string>> StandsAsync(ILeadStore leads, Lead found, Lead after, IReadOnlyList<string> occasions, Playbook playbook, CancellationToken ct)
    {
        var stands = new List<string>();
        if (found.Owner is { } owner && occasions.Contains(owner.DecisionId))
        {
            stands.Add("assigned to " + owner.PersonId);
        }

        foreach (var (occasion, personId) in occasions.SelectMany(occasion => playbook.People.Select(person => (occasion, person.Id))))
        {
            foreach (var due in Reactions.ToldTo(personId, after.Id, occasion, "", playbook).Select(outgoing => (Message.NotificationDue)outgoing.Message))
            {
                if ((await Effect.FindAsync(leads, due.EffectKey, ct)).State is Effect.Sent or Effect.Unknown or Effect.Claimed)
                {
                    stands.Add($"told {due.PersonId} by {due.Channel}");
                }
            }
        }

        return [.. stands.Distinct()];
    }
}
