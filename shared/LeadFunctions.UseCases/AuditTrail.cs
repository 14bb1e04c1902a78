using System.Globalization;
using System.Text.Json;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// What people did, in the order of time (register <c>audit</c>): written in the commit of the deed itself, so that neither is ever without the other.
/// Says who, when, what and on which lead's id; what was said is on the lead's timeline, and goes with it when it is erased.
/// </summary>
public sealed class AuditTrail(ILeadStore leads)
{
    /// <summary>Looked at for one page at most; who asks for one person among many gets the next page's cursor sooner.</summary>
    private const int MostRead = 2_000;

    private const int PageSize = 200;

    /// <summary>In milliseconds: the first look back is an hour long, and each further one this much longer, so that years of silence are a few looks.</summary>
    private const long FirstSpan = 3_600_000;
    private const int Longer = 4;

    /// <summary>The commit with a line for everything in it that a person did.</summary>
    public static Commit With(Commit commit)
    {
        var leadId = commit.Lead?.Id ?? commit.ActivitiesOf;
        var lines = commit.Activities.Where(activity => activity.By != "system").Select(activity => (activity.Id, Entry: EntryOf(activity, leadId))).Where(line => line.Entry is not null);
        return commit with { Registers = [.. commit.Registers, .. lines.Select(line => Line(line.Entry!, line.Id))] };
    }

    /// <param name="id">Tells apart what one person does at one instant.</param>
    public static RegisterWrite Line(AuditEntry entry, string id) =>
        new(RegisterNames.Audit, $"{Instant(entry.At)}:{id}", JsonSerializer.Serialize(entry, WireJson.Default.AuditEntry), 0);

    /// <param name="by">When not null: only what these did.</param>
    /// <param name="cursor">Of a former page.</param>
    public async Task<Page<AuditEntry>> ReadAsync(DateTimeOffset from, DateTimeOffset until, IReadOnlySet<string>? by, string? cursor, int limit, CancellationToken ct)
    {
        var (found, after, read) = (new List<AuditEntry>(), cursor ?? Instant(from), 0);
        while (read < MostRead)
        {
            var page = await leads.ListRegisterAsync(RegisterNames.Audit, after, PageSize, ct);
            foreach (var (key, line) in page)
            {
                (after, read) = (key, read + 1);
                var entry = JsonSerializer.Deserialize(line.Value, WireJson.Default.AuditEntry)!;
                if (entry.At >= until)
                {
                    return new(found, null);
                }

                found.AddRange(by?.Contains(entry.By) == false ? [] : [entry]);
                if (found.Count == limit)
                {
                    return new(found, after);
                }
            }

            if (page.Count < PageSize)
            {
                return new(found, null);
            }
        }

        return new(found, after);
    }

    /// <summary>The same, newest first. A register is read forwards only, so spans are read as a whole from the end back, shorter ones where much happened.</summary>
    public async Task<Page<AuditEntry>> ReadNewestAsync(DateTimeOffset from, DateTimeOffset until, IReadOnlySet<string>? by, string? cursor, int limit, CancellationToken ct)
    {
        var (found, before, read) = (new List<AuditEntry>(), cursor ?? Instant(until), 0);
        var (first, span) = (Math.Max(0, from.ToUnixTimeMilliseconds()), FirstSpan);
        while (read < MostRead && MillisecondsOf(before) is { } end && end >= first)
        {
            var start = Math.Max(first, end - span);
            if (await SpanAsync(start, before, whole: span == 1, ct) is not { } lines)
            {
                span = Math.Max(1, span / Longer);
                continue;
            }

            foreach (var (key, entry) in Enumerable.Reverse(lines))
            {
                read++;
                found.AddRange(by?.Contains(entry.By) == false ? [] : [entry]);
                if (found.Count == limit)
                {
                    return new(found, key);
                }
            }

            if (start == first)
            {
                return new(found, null);
            }

            (before, span) = (Instant(start), span * Longer);
        }

        return new(found, read < MostRead ? null : before);
    }

    /// <returns>The lines from an instant on and before a key, oldest first; null when they are more than one page looks at and need not be the whole of it.</returns>
    private async Task<List<(string Key, AuditEntry Entry)>?> SpanAsync(long start, string before, bool whole, CancellationToken ct)
    {
        var (lines, after) = (new List<(string, AuditEntry)>(), Instant(start));
        while (whole || lines.Count < MostRead)
        {
            var page = await leads.ListRegisterAsync(RegisterNames.Audit, after, PageSize, ct);
            foreach (var (key, line) in page.TakeWhile(line => string.CompareOrdinal(line.Key, before) < 0))
            {
                after = key;
                lines.Add((key, JsonSerializer.Deserialize(line.Value, WireJson.Default.AuditEntry)!));
            }

            if (page.Count < PageSize || page[^1].Key != after)
            {
                return lines;
            }
        }

        return null;
    }

    private static AuditEntry? EntryOf(Activity activity, string? leadId) => activity switch
    {
        Activity.Acted acted => new(acted.At, acted.By, acted.Action, leadId, acted.Reason),
        Activity.Noted => new(activity.At, activity.By, "note", leadId, null),
        Activity.Adjusted => new(activity.At, activity.By, "adjust", leadId, null),
        Activity.Edited => new(activity.At, activity.By, "save", leadId, null),
        Activity.Merged { What: "merged-into" } => new(activity.At, activity.By, "merge", leadId, null),
        Activity.Merged { What: "unmerged" } => new(activity.At, activity.By, "unmerge", leadId, null),
        Activity.RoutingDecided => new(activity.At, activity.By, "assign", leadId, null),
        // A clock that somebody's answer ends is no deed of its own.
        Activity.Clocked { What: ClockEvents.Paused or ClockEvents.Resumed } clocked => new(activity.At, activity.By, clocked.What, leadId, clocked.Policy),
        _ => null,
    };

    private static string Instant(DateTimeOffset at) => Instant(Math.Max(0, at.ToUnixTimeMilliseconds()));

    private static string Instant(long milliseconds) => milliseconds.ToString("D15", CultureInfo.InvariantCulture);

    /// <returns>Null when the key is none of this register.</returns>
    private static long? MillisecondsOf(string key) =>
        key.Length >= 15 && long.TryParse(key.AsSpan(0, 15), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? milliseconds : null;
}

/// <summary>A line of the audit trail, as stored.</summary>
/// <param name="What">The action as in its route: <c>accept</c>, <c>assign</c>, <c>replay</c>.</param>
public sealed record AuditEntry(DateTimeOffset At, string By, string What, string? LeadId, string? Reason);
