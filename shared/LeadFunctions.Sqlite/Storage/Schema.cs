using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Storage;

/// <summary>
/// The tables, as an ordered list of migrations; <c>user_version</c> counts those that ran. Never change one that was released: append.
/// Instants are UTC ticks. Every document has the CRC of its key and text beside it.
/// </summary>
internal static class Schema
{
    /// <summary>"LEAD": tells our files from other SQLite files.</summary>
    public const int ApplicationId = 0x4C454144;

    private static readonly string[] Migrations = [Messages + Leads];

    private const string Messages = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

        CREATE TABLE messages (seq INTEGER PRIMARY KEY, step TEXT NOT NULL, key TEXT NOT NULL, tries INTEGER NOT NULL,
            enqueued INTEGER NOT NULL, ready INTEGER, body TEXT NOT NULL, crc INTEGER NOT NULL);
        CREATE TABLE schedule (seq INTEGER PRIMARY KEY, due INTEGER NOT NULL, step TEXT NOT NULL, key TEXT NOT NULL, tries INTEGER NOT NULL,
            enqueued INTEGER NOT NULL, body TEXT NOT NULL, crc INTEGER NOT NULL);
        CREATE INDEX schedule_due ON schedule (due);
        CREATE TABLE dead_letters (seq INTEGER PRIMARY KEY, step TEXT NOT NULL, key TEXT NOT NULL, tries INTEGER NOT NULL,
            enqueued INTEGER NOT NULL, dead INTEGER NOT NULL, reason TEXT NOT NULL, body TEXT NOT NULL, crc INTEGER NOT NULL);
        CREATE TABLE message_ids (id TEXT PRIMARY KEY, at INTEGER NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX message_ids_at ON message_ids (at);

        """;

    private const string Leads = """
        CREATE TABLE registers (register TEXT, key TEXT, version INTEGER NOT NULL, value TEXT NOT NULL, crc INTEGER NOT NULL,
            PRIMARY KEY (register, key)) WITHOUT ROWID;

        CREATE TABLE leads (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, doc TEXT NOT NULL, crc INTEGER NOT NULL);
        CREATE TABLE lead_list (n INTEGER PRIMARY KEY, id TEXT NOT NULL, email TEXT NOT NULL, name TEXT, company TEXT, search TEXT NOT NULL,
            stage TEXT NOT NULL, band TEXT NOT NULL, total INTEGER NOT NULL, grade TEXT NOT NULL, owner TEXT, held TEXT,
            created INTEGER NOT NULL, updated INTEGER NOT NULL, updated_minute INTEGER NOT NULL, due INTEGER, urgency INTEGER);
        CREATE INDEX lead_list_total ON lead_list (total);
        CREATE INDEX lead_list_updated_minute ON lead_list (updated_minute);
        CREATE INDEX lead_list_created ON lead_list (created);
        CREATE INDEX lead_list_email ON lead_list (email);
        CREATE INDEX lead_list_stage ON lead_list (stage);
        CREATE INDEX lead_list_band ON lead_list (band);
        CREATE INDEX lead_list_owner ON lead_list (owner) WHERE owner IS NOT NULL;
        CREATE INDEX lead_list_held ON lead_list (held, urgency) WHERE held IS NOT NULL;
        CREATE INDEX lead_list_urgency ON lead_list (owner, urgency) WHERE urgency IS NOT NULL;
        CREATE INDEX lead_list_due ON lead_list (due) WHERE due IS NOT NULL;
        CREATE VIRTUAL TABLE lead_search USING fts5 (search, content='lead_list', content_rowid='n', tokenize='trigram', detail='none');
        INSERT INTO lead_search (lead_search, rank) VALUES ('secure-delete', 1);
        CREATE VIRTUAL TABLE lead_terms USING fts5vocab ('lead_search', 'instance');

        CREATE TABLE activities (n INTEGER PRIMARY KEY, lead TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, doc TEXT NOT NULL, crc INTEGER NOT NULL);
        CREATE INDEX activities_of ON activities (lead, id, at);

        CREATE TABLE visitors (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, seen_day INTEGER NOT NULL, doc TEXT NOT NULL, crc INTEGER NOT NULL);
        CREATE INDEX visitors_seen ON visitors (seen_day);

        """;

    /// <exception cref="StorageException">The file is another application's, or was written by a newer version.</exception>
    public static void BringUpToDate(Connection connection, bool isNew)
    {
        var application = connection.Number("PRAGMA application_id");
        var version = connection.Number("PRAGMA user_version");
        if (!isNew && application != ApplicationId)
        {
            throw new StorageException("The file is an SQLite database, but not one of LeadFunctions. Nothing was changed.");
        }

        if (version > Migrations.Length)
        {
            throw new StorageException($"The file has schema version {version}; this program knows up to {Migrations.Length}. Use the newer program.");
        }

        for (var next = (int)version; next < Migrations.Length; next++)
        {
            connection.Execute("BEGIN IMMEDIATE");
            connection.Execute(Migrations[next]);
            connection.Execute($"PRAGMA application_id={ApplicationId}; PRAGMA user_version={next + 1}; COMMIT");
        }
    }
}
