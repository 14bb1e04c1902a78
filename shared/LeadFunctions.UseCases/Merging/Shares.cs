using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Merging;

/// <summary>What each of several merged leads would be by itself, kept up while they are one: a signal belongs to the one whose email or browser it came by.</summary>
public static class Shares
{
    /// <summary>Signals came to a lead that is merged into another: it keeps them, and the other is told.</summary>
    public static async Task<Commit> HeardAsync(ILeadStore leads, Lead absorbed, IReadOnlyList<Signal> fresh, Moment at, CancellationToken ct) => new()
    {
        Lead = await AloneAsync(leads, absorbed, fresh, at, ct) with { DueAt = null },
        Activities = [.. fresh.Select(signal => new Activity.SignalReceived(signal.Id, signal.At, signal))],
        Messages = [new Outgoing(new Message.ShareChanged(absorbed.MergedInto!, absorbed.Id, fresh))],
    };

    /// <summary>The survivor with signals that came to it, in its own share too. A consent of its own does not undo a refusal of another's.</summary>
    public static async Task<Lead> OwnAsync(ILeadStore leads, Lead survivor, IReadOnlyList<Signal> fresh, Moment at, CancellationToken ct)
    {
        if (survivor.Own is not { } own)
        {
            return survivor;
        }

        var alone = await AloneAsync(leads, own, fresh, at, ct);
        var consents = survivor.Consents;
        if (fresh.Any(signal => signal.Consent is not null))
        {
            var words = alone.Consents.ToList();
            foreach (var absorbed in survivor.Absorbed ?? [])
            {
                words.AddRange(await leads.FindLeadAsync(absorbed.Id, ct) is { } share && share.MergedInto == survivor.Id ? share.Consents : []);
            }

            consents = Union.Restrictive(words);
        }

        return survivor with { Own = alone, Consents = consents };
    }

    /// <summary>The survivor, whose own share has never heard some signals.</summary>
    public static async Task<Lead> OwnWithoutAsync(ILeadStore leads, Lead survivor, IReadOnlyList<Signal> back, Moment at, CancellationToken ct)
    {
        if (survivor.Own is not { } own)
        {
            return survivor;
        }

        var (share, ledger) = await leads.LedgerOfAsync(TimeAlone.Until(at.Now, own, at.Rules), [], at.Rules, ct);
        var without = Retraction.Of(share, ledger, await leads.SharesOfAsync(share, ct), back.Select(signal => signal.Id).ToHashSet(StringComparer.Ordinal), (at.Rules, at.Now));
        // Clocks and runs are the survivor's.
        return survivor with { Own = without.Lead with { Clocks = own.Clocks, Enrolments = own.Enrolments } };
    }

    /// <summary>Of what is taken back from a lead that is merged into another, the other hears.</summary>
    public static Commit Telling(Commit commit, IReadOnlyList<Signal> back) => commit.Lead is { MergedInto: { } into } absorbed
        ? commit with { Lead = absorbed with { DueAt = null }, Messages = [.. commit.Messages, new Outgoing(new Message.ShareChanged(into, absorbed.Id, back))] }
        : commit;

    private static async Task<Lead> AloneAsync(ILeadStore leads, Lead share, IReadOnlyList<Signal> fresh, Moment at, CancellationToken ct)
    {
        var before = TimeAlone.Until(at.Now, share, at.Rules);
        var (lead, ledger) = await leads.LedgerOfAsync(Capture.Apply(before, fresh, at.Rules), fresh, at.Rules, ct);
        return Progress.At(lead, ledger, at.Rules, at.Now, at.HandRaise).Lead with { Arrivals = Arrival.Add(before, lead, fresh, at.Now) };
    }

    /// <param name="HandRaise">The name of a new signal that asks for a person, if there is one.</param>
    public sealed record Moment(Rulebook Rules, DateTimeOffset Now, string? HandRaise);
}
