using System.Text.Json;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.UseCases.Metrics;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// Leads or mails changed in a way that figures show -> what each added before is taken away and what it adds now is added (registers <c>counted</c> and
/// <c>figures</c>), all that waits in one commit. Nothing is scanned, and a repeat finds nothing to change. A lead that is gone leaves what it added.
/// </summary>
public sealed class CountLead(ILeadStore leads, TimeProvider clock) : IHandle<Message.FiguresChanged>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.FiguresChanged> messages, CancellationToken ct)
    {
        var sheet = new FigureSheet(leads, clock.GetUtcNow());
        var counted = new List<RegisterWrite>();
        foreach (var leadId in messages.Where(message => message.SendId is null).Select(message => message.LeadId).Distinct(StringComparer.Ordinal))
        {
            counted.AddRange(await LeadAsync(leadId, sheet, ct));
        }

        foreach (var sendId in messages.Select(message => message.SendId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            counted.AddRange(await MailAsync(sendId, sheet, ct));
        }

        return counted.Count == 0
            ? new Outcome.Skipped("every figure is as it was")
            : new Outcome.Done(new Commit { Registers = [.. counted, .. await sheet.WritesAsync(ct)] });
    }

    private async Task<IEnumerable<RegisterWrite>> LeadAsync(string leadId, FigureSheet sheet, CancellationToken ct)
    {
        if (await leads.FindLeadAsync(leadId, ct) is not { } lead)
        {
            return [];
        }

        var entry = await leads.FindRegisterAsync(RegisterNames.Counted, leadId, ct);
        var before = entry is null ? null : JsonSerializer.Deserialize(entry.Value, WireJson.Default.Contribution);
        if (lead.MergedInto is not null)
        {
            sheet.Replace(before is null ? [] : Shares.Of(before), []);
            return before is null ? [] : [new RegisterWrite(RegisterNames.Counted, leadId, null, entry!.Version)];
        }

        var after = await sheet.WithRoomAsync(Contribution.Of(lead).Keeping(before), before, ct);
        if (after.Equals(before))
        {
            return [];
        }

        sheet.Replace(before is null ? [] : Shares.Of(before), Shares.Of(after));
        return [new RegisterWrite(RegisterNames.Counted, leadId, JsonSerializer.Serialize(after, WireJson.Default.Contribution), entry?.Version ?? 0)];
    }

    private async Task<IEnumerable<RegisterWrite>> MailAsync(string sendId, FigureSheet sheet, CancellationToken ct)
    {
        if (await leads.FindRegisterAsync(RegisterNames.Sends, sendId, ct) is not { } found
            || JsonSerializer.Deserialize(found.Value, WireJson.Default.SentEmail) is not { MessageId: not null } sent
            || MailContribution.Of(sent.EffectKey, sent.At, sent.Progress) is not { } after)
        {
            return [];
        }

        var entry = await leads.FindRegisterAsync(RegisterNames.Counted, sendId, ct);
        var before = entry is null ? null : JsonSerializer.Deserialize(entry.Value, WireJson.Default.MailContribution);
        if (after == before)
        {
            return [];
        }

        sheet.Replace(before is null ? [] : Shares.Of(before), Shares.Of(after));
        return [new RegisterWrite(RegisterNames.Counted, sendId, JsonSerializer.Serialize(after, WireJson.Default.MailContribution), entry?.Version ?? 0)];
    }
}
