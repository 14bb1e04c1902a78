using System.Text.Json;
using System.Text.RegularExpressions;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Merging;

/// <summary>All there is to see of a world, as text, worked out as of now.</summary>
internal sealed partial class World
{
    private Rulebook Rules => company.Shelf.Current;

    /// <param name="told">Whom anybody told what, too.</param>
    public async Task<IReadOnlyList<string>> SeenAsync(IReadOnlyList<string> emails, bool told)
    {
        var seen = new List<string>();
        foreach (var email in emails)
        {
            seen.Add(await FindAsync(email) is { } lead ? JsonSerializer.Serialize(Plain(lead), WireJson.Default.Lead) : "nobody");
            seen.AddRange(await DoneAsync(email, told));
        }

        string[] registers = [RegisterNames.Rotation, RegisterNames.Workload, RegisterNames.Holding, .. told ? new[] { RegisterNames.Effects } : []];
        seen.AddRange(registers.SelectMany(register => _store.Register(register).Select(entry => register + " " + Plain(entry))));
        seen.AddRange(company.Told.Where(one => told && !_former.Contains(one)).Select(one => Plain($"told {one.PersonId} {one.EffectKey} {one.Reason}")).Order(StringComparer.Ordinal));
        seen.AddRange(company.Sender.Taken.Skip(_mailed).Select(mail => "mailed " + mail.EffectKey).Order(StringComparer.Ordinal));
        seen.AddRange(_store.Register(RegisterNames.Figures).Select(entry => entry.Split(' ', 2)).Select(bucket => bucket[0] + string.Join(';', JsonSerializer.Deserialize(bucket[1], WireJson.Default.DictionaryStringInt64)!.OrderBy(sum => sum.Key, StringComparer.Ordinal))));
        return seen;
    }

    /// <summary>The lines about what somebody did or heard. Those about what the lead seemed to be stay: a timeline only grows.</summary>
    private async Task<IEnumerable<string>> DoneAsync(string email, bool told) =>
        (await _store.ActivitiesAsync(company.Ids.LeadIdOf(email), null, 1000, default)).Items
            .Where(line => (told && line is Activity.Notified) || line is Activity.RoutingDecided or Activity.Mailed or Activity.Edited or Activity.Adjusted or Activity.HandoffOffered or Activity.Unassigned)
            .Select(line => Plain($"{line.GetType().Name} {line.Id} {line.At:O}")).Order(StringComparer.Ordinal);

    private Lead Plain(Lead found)
    {
        var caughtUp = TimeAlone.Until(Now, found, Rules);
        var lead = Progress.At(caughtUp, caughtUp.Ledger, Rules, Now).Lead;
        return lead with
        {
            // When and how often it was written.
            Version = 0,
            UpdatedAt = default,
            Absorbed = lead.Absorbed is { } absorbed ? [.. absorbed.Select(one => one with { Seen = 0 })] : null,
            // Follows from the rest, as it was when the lead was last written.
            Urgency = null,
            // What may still be taken back, and what was: about the future and the past of machines.
            Arrivals = null,
            Void = null,
            // One called off is there to be read; it is nobody's promise. Of the others: when somebody looked.
            Clocks = [.. lead.Clocks.Where(clock => clock.Outcome != ClockOutcome.Cancelled).Select(clock => clock with { EscalatedAt = null })],
            // The number is in the keys of effects, and no key is given out twice.
            Crossings = lead.Crossings.Where(one => one.Value.LastAt is not null).OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Value with { Ordinal = 0 }),
            Attributes = lead.Attributes.OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Value),
            // What it would be alone has no clocks and runs: those are the survivor's.
            Own = lead.Own is { } own ? Plain(own) with { Clocks = [], Enrolments = null } : null,
        };
    }

    private static string Plain(string key) => Ordinals().Replace(key, "$1");

    [GeneratedRegex(@"(band-up:\w+):\d+")]
    private static partial Regex Ordinals();
}
