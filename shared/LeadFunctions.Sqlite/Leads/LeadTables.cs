using LeadFunctions.Domain.Leads;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>The statements that write leads, timelines, visitors and registers.</summary>
internal sealed class LeadTables(Connection connection)
{
    private readonly Statement _findLead = connection.Prepare("SELECT n, version FROM leads WHERE id = ?1");
    private readonly Statement _insertLead = connection.Prepare("INSERT INTO leads (id, version, doc, crc) VALUES (?1, ?2, ?3, ?4) RETURNING n");
    private readonly Statement _updateLead = connection.Prepare("UPDATE leads SET version = ?2, doc = ?3, crc = ?4 WHERE n = ?1");
    private readonly Statement _deleteLead = connection.Prepare("DELETE FROM leads WHERE n = ?1");
    private readonly LeadListTable _list = new(connection);
    private readonly Statement _addActivity = connection.Prepare(
        "INSERT INTO activities (lead, id, at, doc, crc) SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM activities WHERE lead = ?1 AND id = ?2)");
    private readonly Statement _findVisitor = connection.Prepare("SELECT n, version, seen_day FROM visitors WHERE id = ?1");
    private readonly Statement _insertVisitor = connection.Prepare("INSERT INTO visitors (id, version, seen_day, doc, crc) VALUES (?1, ?2, ?3, ?4, ?5)");
    private readonly Statement _updateVisitor = connection.Prepare("UPDATE visitors SET version = ?2, doc = ?3, crc = ?4 WHERE n = ?1");
    private readonly Statement _seeVisitor = connection.Prepare("UPDATE visitors SET seen_day = ?2 WHERE n = ?1");
    private readonly Statement _forgetVisitors = connection.Prepare("DELETE FROM visitors WHERE n IN (SELECT n FROM visitors WHERE seen_day < ?1 ORDER BY seen_day LIMIT 500)");
    private readonly Statement _registerVersion = connection.Prepare("SELECT version FROM registers WHERE register = ?1 AND key = ?2");
    private readonly Statement _putRegister = connection.Prepare(
        "INSERT INTO registers VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET version = excluded.version, value = excluded.value, crc = excluded.crc");
    private readonly Statement _deleteRegister = connection.Prepare("DELETE FROM registers WHERE register = ?1 AND key = ?2");

    public Connection Connection => connection;

    public ListChanges ListChanges => _list.Changes;

    /// <summary>The lead and its lines in lists and in the search.</summary>
    public void Erase(string id)
    {
        if (FindLead(id) is { Number: not 0 } found)
        {
            _list.Erase(found.Number);
            _deleteLead.Bind(1, found.Number).Run();
        }
    }

    /// <returns>Row number and version; both 0 when there is none.</returns>
    public (long Number, long Version) FindLead(string id)
    {
        var found = _findLead.Bind(1, id).Step() ? (_findLead.Long(0), _findLead.Long(1)) : default;
        _findLead.Reset();
        return found;
    }

    public (long Number, long Version, long SeenDay) FindVisitor(string id)
    {
        var found = _findVisitor.Bind(1, id).Step() ? (_findVisitor.Long(0), _findVisitor.Long(1), _findVisitor.Long(2)) : default;
        _findVisitor.Reset();
        return found;
    }

    /// <returns>0 when there is no entry.</returns>
    public long RegisterVersion(string register, string key)
    {
        var version = _registerVersion.Bind(1, register).Bind(2, key).Step() ? _registerVersion.Long(0) : 0;
        _registerVersion.Reset();
        return version;
    }

    /// <param name="number">Row number; 0 for a new lead.</param>
    public void Write(Lead lead, byte[] doc, long number)
    {
        var crc = Checksum.Of(lead.Id, doc);
        if (number != 0)
        {
            _updateLead.Bind(1, number).Bind(2, lead.Version + 1).BindText(3, doc).Bind(4, crc).Run();
            _list.Update(number, lead);
            return;
        }

        _insertLead.Bind(1, lead.Id).Bind(2, lead.Version + 1).BindText(3, doc).Bind(4, crc).Step();
        number = _insertLead.Long(0);
        _insertLead.Reset();
        _list.Insert(number, lead);
    }

    /// <param name="found">What <see cref="FindVisitor"/> gave.</param>
    public void Write(Visitor visitor, byte[] doc, (long Number, long Version, long SeenDay) found)
    {
        var day = DayOf(visitor.LastSeenAt.UtcTicks);
        var crc = Checksum.Of(visitor.Id, doc);
        if (found.Number == 0)
        {
            _insertVisitor.Bind(1, visitor.Id).Bind(2, visitor.Version + 1).Bind(3, day).BindText(4, doc).Bind(5, crc).Run();
            return;
        }

        _updateVisitor.Bind(1, found.Number).Bind(2, visitor.Version + 1).BindText(3, doc).Bind(4, crc).Run();
        if (day != found.SeenDay)
        {
            _seeVisitor.Bind(1, found.Number).Bind(2, day).Run();
        }
    }

    /// <summary>Appended in the order they come, with one narrow index by lead: sorted by lead and by time they would change two pages each.</summary>
    public void Add(string leadId, Activity activity, byte[] doc) =>
        _addActivity.Bind(1, leadId).Bind(2, activity.Id).Bind(3, activity.At.UtcTicks).BindText(4, doc).Bind(5, Checksum.Of(activity.Id, doc)).Run();

    /// <summary>A new entry begins at a number never used before, so that an entry that was deleted and made anew is not taken for the old one.</summary>
    public void Write(RegisterWrite write, Tables tables)
    {
        if (write.Value is null)
        {
            _deleteRegister.Bind(1, write.Register).Bind(2, write.Key).Run();
            return;
        }

        var version = write.Version == 0 ? tables.NextSeq() : write.Version + 1;
        var crc = Checksum.Of(write.Key, System.Text.Encoding.UTF8.GetBytes(write.Value));
        _putRegister.Bind(1, write.Register).Bind(2, write.Key).Bind(3, version).Bind(4, write.Value).Bind(5, crc).Run();
    }

    /// <summary>Up to 500 visitors that were last seen before.</summary>
    /// <returns>True when there may be more.</returns>
    public bool ForgetVisitors(long before) => _forgetVisitors.Bind(1, DayOf(before)).Run() == 500;

    private static long DayOf(long ticks) => ticks / TimeSpan.TicksPerDay;
}
