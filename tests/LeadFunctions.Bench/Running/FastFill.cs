using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Sqlite;
using LeadFunctions.Sqlite.Leads;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Bench.Running;

/// <summary>
/// A store with many leads, made as a restore would make one: rows first, in the order of their ids, then the indexes and the search index. What stands in the file
/// afterwards is what the engine would have written, lead by lead, in twenty times the time.
/// </summary>
internal static class FastFill
{
    private const int PerTransaction = 20_000;
    private const int CacheKilobytes = 512_000;

    /// <param name="path">Of the database; made if it is not there, and closed afterwards.</param>
    /// <param name="leads">New ones, ascending by id.</param>
    public static async Task RunAsync(string path, IEnumerable<Lead> leads)
    {
        await using (SqliteEngine.Open(new SqliteOptions { Path = path }, TimeProvider.System, NullLoggerFactory.Instance))
        {
        }

        using var connection = Connection.Open(path, readOnly: false, CacheKilobytes);
        connection.Execute("PRAGMA synchronous=OFF");
        var indexes = Indexes(connection);
        connection.Execute(string.Join(';', indexes.Select(index => "DROP INDEX " + index.Name)));
        Insert(connection, leads);
        foreach (var (name, sql) in indexes)
        {
            connection.Execute(sql);
            Console.WriteLine($"{name} built");
        }

        connection.Execute("INSERT INTO lead_search (lead_search) VALUES ('rebuild')");
        Console.WriteLine("search index built");
        connection.Checkpoint(truncate: true);
    }

    private static List<(string Name, string Sql)> Indexes(Connection connection)
    {
        var indexes = new List<(string, string)>();
        using var rows = connection.Prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'lead_list' AND sql IS NOT NULL");
        while (rows.Step())
        {
            indexes.Add((rows.Text(0), rows.Text(1)));
        }

        return indexes;
    }

    private static void Insert(Connection connection, IEnumerable<Lead> leads)
    {
        using var document = connection.Prepare("INSERT INTO leads (n, id, version, doc, crc) VALUES (?1, ?2, ?3, ?4, ?5)");
        using var listed = connection.Prepare("INSERT INTO lead_list VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)");
        var number = 0;
        foreach (var chunk in leads.Chunk(PerTransaction))
        {
            connection.Execute("BEGIN IMMEDIATE");
            foreach (var lead in chunk)
            {
                Insert(document, listed, ++number, lead with { Version = 1 });
            }

            connection.Execute("COMMIT");
            connection.Checkpoint(truncate: false);
            if (number % 200_000 == 0)
            {
                Console.WriteLine($"{number} leads stored");
            }
        }
    }

    private static void Insert(Statement document, Statement listed, int number, Lead lead)
    {
        var doc = JsonSerializer.SerializeToUtf8Bytes(lead, WireJson.LeadDocument);
        document.Bind(1, number).Bind(2, lead.Id).Bind(3, lead.Version).BindText(4, doc).Bind(5, Checksum.Of(lead.Id, doc)).Run();
        var row = ListValues.Of(lead);
        listed.Bind(1, number).Bind(2, lead.Id).Bind(3, row.Email).Bind(4, row.Name).Bind(5, row.Company).Bind(6, row.Search)
            .Bind(7, row.Stage).Bind(8, row.Band).Bind(9, row.Total).Bind(10, row.Grade).Bind(11, row.Owner).Bind(12, row.Held)
            .Bind(13, lead.CreatedAt.UtcTicks).Bind(14, lead.UpdatedAt.UtcTicks).Bind(15, row.Minute).Bind(16, row.Due).Bind(17, row.Urgency).Bind(18, lead.Version).Run();
    }
}
