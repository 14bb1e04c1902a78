using LeadFunctions.Domain.Leads;
using LeadFunctions.Sqlite.Raw;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>
/// The narrow copy of each lead that lists, searches and the due query read. A changed page costs 12 microseconds (log and checkpoint), the statement itself one;
/// so an update touches only what changed, and the index on the last change holds minutes, which a busy lead changes once a minute.
/// </summary>
internal sealed class LeadListTable(Connection connection)
{
    private readonly Statement _read = connection.Prepare(
        "SELECT email, name, company, search, stage, band, total, grade, owner, held, updated_minute, due, urgency FROM lead_list WHERE n = ?1");
    private readonly Statement _insert = connection.Prepare(
        "INSERT INTO lead_list VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)");
    private readonly Statement _updated = connection.Prepare("UPDATE lead_list SET updated = ?2 WHERE n = ?1");
    private readonly Statement _due = connection.Prepare("UPDATE lead_list SET updated = ?2, due = ?3 WHERE n = ?1");
    private readonly Statement _scored = connection.Prepare("UPDATE lead_list SET updated = ?2, due = ?3, total = ?4, grade = ?5 WHERE n = ?1");
    private readonly Statement _later = connection.Prepare("UPDATE lead_list SET updated_minute = ?2 WHERE n = ?1");
    private readonly Statement _moved = connection.Prepare("UPDATE lead_list SET stage = ?2, band = ?3, owner = ?4, held = ?5 WHERE n = ?1");
    private readonly Statement _pressing = connection.Prepare("UPDATE lead_list SET urgency = ?2 WHERE n = ?1");
    private readonly Statement _named = connection.Prepare("UPDATE lead_list SET email = ?2, name = ?3, company = ?4, search = ?5 WHERE n = ?1");
    private readonly Statement _remove = connection.Prepare("DELETE FROM lead_list WHERE n = ?1");
    private readonly Statement _index = connection.Prepare("INSERT INTO lead_search (rowid, search) VALUES (?1, ?2)");
    private readonly Statement _unindex = connection.Prepare("INSERT INTO lead_search (lead_search, rowid, search) VALUES ('delete', ?1, ?2)");

    public void Insert(long number, Lead lead)
    {
        var row = ListValues.Of(lead);
        _insert.Bind(1, number).Bind(2, lead.Id).Bind(3, row.Email).Bind(4, row.Name).Bind(5, row.Company).Bind(6, row.Search)
            .Bind(7, row.Stage).Bind(8, row.Band).Bind(9, row.Total).Bind(10, row.Grade).Bind(11, row.Owner).Bind(12, row.Held)
            .Bind(13, lead.CreatedAt.UtcTicks).Bind(14, lead.UpdatedAt.UtcTicks).Bind(15, row.Minute).Bind(16, row.Due).Bind(17, row.Urgency).Run();
        _index.Bind(1, number).Bind(2, row.Search).Run();
    }

    /// <summary>A lead that is merged into another stands in no list.</summary>
    public void Update(long number, Lead lead)
    {
        if (Read(number) is not { } old)
        {
            if (lead.MergedInto is null)
            {
                Insert(number, lead);
            }
        }
        else if (lead.MergedInto is not null)
        {
            Remove(number, old.Search);
        }
        else
        {
            Update(number, lead, old);
        }
    }

    public void Erase(long number)
    {
        if (Read(number) is { } old)
        {
            Remove(number, old.Search);
        }
    }

    private void Remove(long number, string search)
    {
        _unindex.Bind(1, number).Bind(2, search).Run();
        _remove.Bind(1, number).Run();
    }

    private void Update(long number, Lead lead, ListValues old)
    {
        var now = ListValues.Of(lead);
        var updated = lead.UpdatedAt.UtcTicks;
        if (old.Total != now.Total || old.Grade != now.Grade)
        {
            _scored.Bind(1, number).Bind(2, updated).Bind(3, now.Due).Bind(4, now.Total).Bind(5, now.Grade).Run();
        }
        else if (old.Due != now.Due)
        {
            _due.Bind(1, number).Bind(2, updated).Bind(3, now.Due).Run();
        }
        else
        {
            _updated.Bind(1, number).Bind(2, updated).Run();
        }

        if (old.Minute != now.Minute)
        {
            _later.Bind(1, number).Bind(2, now.Minute).Run();
        }

        if (old.Stage != now.Stage || old.Band != now.Band || old.Owner != now.Owner || old.Held != now.Held)
        {
            _moved.Bind(1, number).Bind(2, now.Stage).Bind(3, now.Band).Bind(4, now.Owner).Bind(5, now.Held).Run();
        }

        if (old.Urgency != now.Urgency)
        {
            _pressing.Bind(1, number).Bind(2, now.Urgency).Run();
        }

        if (old.Search != now.Search || old.Email != now.Email || old.Name != now.Name || old.Company != now.Company)
        {
            Rename(number, old, now);
        }
    }

    private void Rename(long number, ListValues old, ListValues now)
    {
        _unindex.Bind(1, number).Bind(2, old.Search).Run();
        _named.Bind(1, number).Bind(2, now.Email).Bind(3, now.Name).Bind(4, now.Company).Bind(5, now.Search).Run();
        _index.Bind(1, number).Bind(2, now.Search).Run();
    }

    private ListValues? Read(long number)
    {
        if (!_read.Bind(1, number).Step())
        {
            _read.Reset();
            return null;
        }

        var row = new ListValues(
            _read.Text(0), _read.TextOrNull(1), _read.TextOrNull(2), _read.Text(3), _read.Text(4), _read.Text(5), _read.Long(6), _read.Text(7),
            _read.TextOrNull(8), _read.TextOrNull(9), _read.Long(10), _read.LongOrNull(11), _read.LongOrNull(12));
        _read.Reset();
        return row;
    }
}

/// <summary>What of a lead stands in lists.</summary>
internal sealed record ListValues(
    string Email, string? Name, string? Company, string Search, string Stage, string Band, long Total, string Grade, string? Owner, string? Held, long Minute, long? Due, long? Urgency)
{
    public static ListValues Of(Lead lead)
    {
        var name = lead.Attribute("name") ?? Joined(lead.Attribute("firstName"), lead.Attribute("lastName"));
        var company = lead.Attribute("company");
        return new(
            lead.Email, name, company, SearchText(lead.Email, name, company), lead.Stage.ToString(), lead.Score.Band, lead.Score.Total.Milli, lead.Score.Grade,
            lead.Owner?.PersonId, lead.Holding is { } holding ? holding.PoolId ?? "" : null, lead.UpdatedAt.UtcTicks / TimeSpan.TicksPerMinute, lead.DueAt?.UtcTicks, lead.Urgency);
    }

    /// <summary>Lower case, so that a search need not know about cases; a line each, so that none matches across two; the end is for <see cref="TextIndex"/>.</summary>
    private static string SearchText(string email, string? name, string? company) => $"{email}\n{name}\n{company}\n\n".ToLowerInvariant();

    private static string? Joined(string? first, string? last) => (first, last) switch
    {
        (null, null) => null,
        (null, _) => last,
        (_, null) => first,
        _ => $"{first} {last}",
    };
}
