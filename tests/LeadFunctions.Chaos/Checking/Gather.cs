using System.Text.Json;
using LeadFunctions.Chaos.Hosts;
using LeadFunctions.Chaos.Traffic;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks.Publishing;
using Microsoft.Data.Sqlite;

namespace LeadFunctions.Chaos.Checking;

/// <summary>Collects the evidence from a host that has gone quiet: its files are read read-only beside it, its API is asked as anybody would.</summary>
public static class Gather
{
    private const int AskAtOnce = 8;
    private static readonly Lazy<Rulebook> Rules = new(() => PlaybookVersions.Rulebook(PlaybookFile.Load("b2b").Playbook));

    public static async Task<Evidence> FromAsync(HostProcess host, Ledger ledger)
    {
        using var admin = new Admin(host);
        var backlog = await admin.QuietAsync();
        await using var database = Open(host.Data);
        var leads = Rows(database, "SELECT doc FROM leads", row => JsonSerializer.Deserialize(row.GetString(0), WireJson.LeadDocument)!);
        return new Evidence
        {
            Sent = ledger.Entries,
            Leads = leads.ToDictionary(lead => lead.Id),
            Timeline = Rows(database, "SELECT lead, doc FROM activities", row => new Filed(row.GetString(0), JsonSerializer.Deserialize(row.GetString(1), WireJson.Default.Activity)!)),
            Visitors = Rows(database, "SELECT doc FROM visitors", row => JsonSerializer.Deserialize(row.GetString(0), WireJson.Default.Visitor)!),
            Registers = Rows(database, "SELECT register, key, value FROM registers", row => (Key: (row.GetString(0), row.GetString(1)), Value: row.GetString(2))).ToDictionary(row => row.Key, row => row.Value),
            Integrity = Rows(database, "PRAGMA integrity_check(1)", row => row.GetString(0))[0],
            Delivered = Outbox.EffectKeys(host.Data),
            Backlog = backlog,
            Scores = await ScoresAsync(admin, leads),
            Rules = Rules.Value,
        };
    }

    private static async Task<Dictionary<string, ToldScore>> ScoresAsync(Admin admin, IReadOnlyList<Lead> leads)
    {
        var scores = new Dictionary<string, ToldScore>();
        foreach (var some in leads.Chunk(AskAtOnce))
        {
            var told = await Task.WhenAll(some.Select(lead => admin.ScoreAsync(lead.Id, lead.Score.At)));
            foreach (var (lead, score) in some.Zip(told))
            {
                scores[lead.Id] = score;
            }
        }

        return scores;
    }

    internal static SqliteConnection Open(DataFolder data)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = data.Database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    internal static List<T> Rows<T>(SqliteConnection database, string query, Func<SqliteDataReader, T> read)
    {
        using var command = database.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
