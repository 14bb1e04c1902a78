using System.Text.Json;
using LeadFunctions.Cosmos.Cells;
using LeadFunctions.Cosmos.Registers;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Erasing;

/// <summary>Entries of registers: those that know a lead by its id or by its mails, and any that names the address. What suppresses mail and what keeps it erased stays.</summary>
internal sealed class ErasedRegisters(RowCells rows, Resolver resolver)
{
    private const int PageSize = 1000;

    private static readonly string[] ByLead = [RegisterNames.Links, RegisterNames.Counted, RegisterNames.Matching, "snapshots"];

    /// <summary>Not looked through: a playbook names only people of the company, the deployment's keys nobody.</summary>
    private static readonly string[] Others = [RegisterNames.Playbooks, RegisterNames.Deployment];

    /// <param name="timeline">Of this lead.</param>
    public async Task OfLeadAsync(string leadId, IReadOnlyList<Activity> timeline, ErasureRun run, CancellationToken ct)
    {
        foreach (var register in ByLead)
        {
            await EmptyAsync(new Address(register, leadId), run, ct).ConfigureAwait(false);
        }

        foreach (var sendId in timeline.OfType<Activity.Mailed>().Select(mailed => mailed.SendId).Distinct())
        {
            await SendAsync(sendId, run, ct).ConfigureAwait(false);
        }

        foreach (var prefix in new[] { $"notify:{leadId}:", $"mail:{leadId}:" })
        {
            await BeginningAsync(prefix, run, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Looks through all of them.</summary>
    /// <param name="seen">Called after each page with where it was.</param>
    /// <returns>False: there was no time for the rest.</returns>
    public async Task<bool> MentionsAsync(ErasureRun run, ErasePlace? from, Func<ErasePlace, Task> seen, CancellationToken ct)
    {
        var (register, after) = (from?.In, from?.After);
        for (register ??= await rows.NextRegisterAsync(null, ct).ConfigureAwait(false); register is not null; (register, after) = (await rows.NextRegisterAsync(register, ct).ConfigureAwait(false), null))
        {
            for (var more = !Others.Contains(register); more;)
            {
                if (run.IsLate)
                {
                    return false;
                }

                var page = await rows.ListAsync(register, after, PageSize, ct).ConfigureAwait(false);
                foreach (var held in page.Where(held => NamesAddress(held, run)))
                {
                    await MentionAsync(held.At, run, ct).ConfigureAwait(false);
                }

                more = page.Count == PageSize;
                after = more ? page[^1].At.Key : null;
                await seen(new ErasePlace("registers", register, after)).ConfigureAwait(false);
            }
        }

        return true;
    }

    /// <summary>An empty one was left so by somebody who did not get to delete it; its key may be what names the address.</summary>
    private static bool NamesAddress(Held held, ErasureRun run) =>
        held.Cell is { Value: null, Prepared: null, Open: null, Mark: null } || run.NamesAddress(held.At.Key) || run.NamesAddress(held.Cell.Value) || run.NamesAddress(held.Cell.Prepared?.Change.Value)
        || (held.Cell.Open ?? []).Any(open => open.Messages is { } messages && run.NamesAddress(CellText.Plain(messages)));

    /// <summary>A commit that is under way ends by itself, within a minute.</summary>
    private async Task MentionAsync(Address at, ErasureRun run, CancellationToken ct)
    {
        if (at.IsMark)
        {
            run.Count = run.Count with { Unfinished = !run.DryRun };
            return;
        }

        await EmptyAsync(at, run, ct).ConfigureAwait(false);
    }

    /// <summary>One mail's entry, and the name that the provider gave it.</summary>
    private async Task SendAsync(string sendId, ErasureRun run, CancellationToken ct)
    {
        var at = new Address(RegisterNames.Sends, sendId);
        var text = (await resolver.ReadAsync(at, ct).ConfigureAwait(false)).Cell.Value;
        if (text is not null && JsonSerializer.Deserialize(text, WireJson.Default.SentEmail) is { MessageId: { } messageId } sent)
        {
            await EmptyAsync(new Address(RegisterNames.SendIds, Sends.KeyOf(sent.Provider, messageId)), run, ct).ConfigureAwait(false);
        }

        await EmptyAsync(at, run, ct).ConfigureAwait(false);
    }

    private async Task BeginningAsync(string prefix, ErasureRun run, CancellationToken ct)
    {
        for (var after = prefix; ;)
        {
            var page = await rows.ListAsync(RegisterNames.Effects, after, PageSize, ct).ConfigureAwait(false);
            foreach (var held in page.TakeWhile(held => held.At.Key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                await EmptyAsync(held.At, run, ct).ConfigureAwait(false);
            }

            if (page.Count < PageSize || !page[^1].At.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                return;
            }

            after = page[^1].At.Key;
        }
    }

    private async Task EmptyAsync(Address at, ErasureRun run, CancellationToken ct)
    {
        for (; ; )
        {
            var held = run.DryRun ? await resolver.ReadAsync(at, ct).ConfigureAwait(false)
                : await resolver.ClaimAsync(at, "", ct).ConfigureAwait(false) ?? throw new StorageException("Others are writing it.");
            if (held.Cell.Value is null && (run.DryRun || held.ETag is null))
            {
                return;
            }

            if (run.DryRun || await rows.WriteAsync(at, held.Cell with { Value = null }, held.ETag, ct).ConfigureAwait(false) is not null)
            {
                run.Count = run.Count with { Registers = run.Count.Registers + (held.Cell.Value is null ? 0 : 1) };
                return;
            }
        }
    }
}
