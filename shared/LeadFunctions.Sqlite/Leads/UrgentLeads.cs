using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>
/// Leads by urgency: in the index each owner's lie one after another in that order, and each pool's that wait, so a page is the beginnings of a few runs, merged.
/// Its cost follows the page and the number of people, not of leads.
/// </summary>
internal static class UrgentLeads
{
    private const string OfNobody = "INDEXED BY lead_list_urgency WHERE owner IS NULL";
    private const string OfOwner = "INDEXED BY lead_list_urgency WHERE owner = :run";
    private const string HeldFor = "INDEXED BY lead_list_held WHERE held = :run";

    public static List<ListedLead> Find(Reader reader, LeadQuery query, SortPlace? after)
    {
        var filters = ListFilters.Of(query with { Owners = null }, reader);
        var places = Runs(reader, query).SelectMany(run => Places(reader, filters, run, after, query.Limit + 1)).Distinct().Order().Take(query.Limit + 1);
        return [.. places.Select(place => Row(reader, place.Number))];
    }

    private static IEnumerable<(string From, string? Run)> Runs(Reader reader, LeadQuery query) => query.Owners is null
        ? Owners(reader).Select(owner => (OfOwner, (string?)owner)).Prepend((OfNobody, null))
        : query.Owners.Select(owner => (OfOwner, (string?)owner))
            .Concat((query.OrHeldFor ?? []).Select(pool => (HeldFor, (string?)pool)))
            .Concat(query.OrUnowned ? [(OfNobody, null)] : Array.Empty<(string, string?)>());

    /// <summary>One after another by the index, which skips what lies between.</summary>
    private static List<string> Owners(Reader reader)
    {
        var owners = new List<string>();
        var next = reader["SELECT min(owner) FROM lead_list INDEXED BY lead_list_urgency WHERE urgency IS NOT NULL AND owner > ?1"];
        for (var last = ""; next.Bind(1, last).Step() && next.TextOrNull(0) is { } owner; last = owner)
        {
            owners.Add(owner);
            next.Reset();
        }

        next.Reset();
        return owners;
    }

    private static List<(long Urgency, long Number)> Places(Reader reader, ListFilters filters, (string From, string? Run) run, SortPlace? after, int limit)
    {
        var places = filters.BindTo(reader[
            $"SELECT urgency, n FROM lead_list {run.From} AND urgency IS NOT NULL AND (urgency, n) > (:value, :n) AND {filters.Where} ORDER BY urgency, n LIMIT :limit"]);
        places = places.BindNamed(":value", after?.Number ?? long.MinValue).BindNamed(":n", after?.Row ?? 0).BindNamed(":limit", limit);
        places = run.Run is null ? places : places.BindNamed(":run", run.Run);
        var found = new List<(long, long)>();
        while (places.Step())
        {
            found.Add((places.Long(0), places.Long(1)));
        }

        return found;
    }

    private static ListedLead Row(Reader reader, long number)
    {
        var row = reader[$"SELECT {ListedLead.Columns} FROM lead_list WHERE n = ?1"].Bind(1, number);
        row.Step();
        var lead = ListedLead.Read(row);
        row.Reset();
        return lead;
    }
}
