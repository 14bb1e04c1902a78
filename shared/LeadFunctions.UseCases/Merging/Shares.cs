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

    /// <summary>The survivor's own share, with signals that came to it.</summary>
    public static async Task<Lead> OwnAsync(ILeadStore leads, Lead survivor, IReadOnlyList<Signal> fresh, Moment at, CancellationToken ct) =>
        survivor.Own is { } own ? survivor with { Own = await AloneAsync(leads, own, fresh, at, ct) } : survivor;

    /// <summary>What is taken back is so in the share too that it belongs to; of an absorbed lead the survivor hears.</summary>
    public static Commit TakenBack(Commit commit, IReadOnlyList<Signal> back)
    {
        var lead = commit.Lead!;
        var own = lead.Own is { } share ? share with { Ledger = [.. share.Ledger.Where(one => back.All(signal => signal.Id != one.Id))], Arrivals = null } : null;
        return lead.MergedInto is { } into
            ? commit with { Lead = lead with { DueAt = null }, Messages = [.. commit.Messages, new Outgoing(new Message.ShareChanged(into, lead.Id, []))] }
            : commit with { Lead = lead with { Own = own } };
    }

    private static async Task<Lead> AloneAsync(ILeadStore leads, Lead share, IReadOnlyList<Signal> fresh, Moment at, CancellationToken ct)
    {
        var (lead, ledger) = await leads.LedgerOfAsync(Capture.Apply(TimeAlone.Until(at.Now, share, at.Rules), fresh, at.Rules), fresh, at.Rules, ct);
        return Progress.At(lead, ledger, at.Rules, at.Now, at.HandRaise).Lead;
    }

    /// <param name="HandRaise">The name of a new signal that asks for a person, if there is one.</param>
    public sealed record Moment(Rulebook Rules, DateTimeOffset Now, string? HandRaise);
}
