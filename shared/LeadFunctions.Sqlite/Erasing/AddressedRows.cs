using System.Text;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Erasing;

/// <summary>What an erasure found before it began to write.</summary>
internal sealed record ErasePlan(
    Erasure Erasure, IReadOnlyList<(string Table, long Number)> Documents, IReadOnlyList<(string Table, long Number)> Messages, IReadOnlyList<(string Register, string Key)> Registers);

/// <summary>The statements of an erasure. Prepared for each: it is rare.</summary>
internal static class AddressedRows
{
    public static Erased Erase(Connection connection, ErasePlan what, List<(string Table, string Step, long Size)> gone)
    {
        var erased = new Erased();
        foreach (var id in what.Erasure.LeadIds)
        {
            erased = erased with
            {
                Registers = erased.Registers + RegistersOf(connection, id),
                Activities = erased.Activities + Run(connection, "DELETE FROM activities WHERE lead = ?1", row => row.Bind(1, id)),
            };
        }

        return erased with
        {
            Visitors = what.Erasure.Visitors.Sum(id => Run(connection, "DELETE FROM visitors WHERE id = ?1", row => row.Bind(1, id))),
            Messages = what.Messages.Sum(one => Message(connection, what, one, gone)),
            Registers = erased.Registers + what.Registers.Sum(one => Run(connection, "DELETE FROM registers WHERE register = ?1 AND key = ?2", row => row.Bind(1, one.Register).Bind(2, one.Key))),
            Mentions = what.Documents.Sum(one => Redact(connection, what, one.Table, "doc", ("id", "n"), one.Number)),
        };
    }

    /// <summary>Those that know the lead by its id; sends and their names by its timeline. What suppresses mail and what keeps it erased stays.</summary>
    private static int RegistersOf(Connection connection, string id) =>
        Run(connection, """
            DELETE FROM registers WHERE register = 'send-ids' AND value IN (SELECT '"' || json_extract(doc, '$.sendId') || '"' FROM activities WHERE lead = ?1 AND json_extract(doc, '$.kind') = 'mailed')
            """, row => row.Bind(1, id))
        + Run(connection, """
            DELETE FROM registers WHERE register = 'sends' AND key IN (SELECT json_extract(doc, '$.sendId') FROM activities WHERE lead = ?1 AND json_extract(doc, '$.kind') = 'mailed')
            """, row => row.Bind(1, id))
        + Run(connection, "DELETE FROM registers WHERE register IN ('links', 'counted', 'matching', 'snapshots') AND key = ?1", row => row.Bind(1, id))
        + Run(connection, "DELETE FROM registers WHERE register = 'effects' AND ((key >= 'notify:' || ?1 || ':' AND key < 'notify:' || ?1 || ';') OR (key >= 'mail:' || ?1 || ':' AND key < 'mail:' || ?1 || ';'))", row => row.Bind(1, id));

    /// <summary>A message that is ready may be being handled: it loses what it says, and its step finds nobody. Any other is deleted.</summary>
    private static int Message(Connection connection, ErasePlan what, (string Table, long Number) one, List<(string, string, long)> gone)
    {
        if (one.Table == "messages")
        {
            return Redact(connection, what, "messages", "body", ("key", "seq"), one.Number);
        }

        using var deleted = connection.Prepare($"DELETE FROM {one.Table} WHERE seq = ?1 RETURNING step, octet_length(body) + octet_length(key)");
        if (!deleted.Bind(1, one.Number).Step())
        {
            return 0;
        }

        gone.Add((one.Table, deleted.Text(0), deleted.Long(1)));
        return 1;
    }

    private static int Redact(Connection connection, ErasePlan what, string table, string column, (string Key, string Number) names, long number)
    {
        string key, text;
        using (var found = connection.Prepare($"SELECT {names.Key}, {column} FROM {table} WHERE {names.Number} = ?1"))
        {
            if (!found.Bind(1, number).Step())
            {
                return 0;
            }

            (key, text) = (found.Text(0), found.Text(1));
        }

        var clean = Encoding.UTF8.GetBytes(what.Erasure.Traces.Redact(text));
        return Run(connection, $"UPDATE {table} SET {column} = ?2, crc = ?3 WHERE {names.Number} = ?1", row => row.Bind(1, number).BindText(2, clean).Bind(3, Checksum.Of(key, clean)));
    }

    private static int Run(Connection connection, string sql, Action<Statement> bind)
    {
        using var statement = connection.Prepare(sql);
        bind(statement);
        return statement.Run();
    }
}
