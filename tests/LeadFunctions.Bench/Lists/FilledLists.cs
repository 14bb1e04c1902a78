using System.Globalization;
using System.Text;
using LeadFunctions.Bench.Decay;
using LeadFunctions.Providers.Email;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Hygiene;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Bench.Lists;

/// <summary>What else is listed, as a large installation would have it: pairs that may be one person, the audit trail, dead letters, mails of a few days.</summary>
internal sealed class FilledLists(int leads, string dataFolder)
{
    private const int Pairs = 20_000;
    private const int Deeds = 100_000;
    private const int Letters = 20_000;
    private const int MailsADay = 5_000;
    private const int Days = 4;
    private const int AtOnce = 500;
    private static readonly DateTimeOffset At = ManyLeads.FirstDue;

    /// <summary>Dead letters, before the store is opened: it counts them then.</summary>
    public static void Bury(string path)
    {
        using var connection = Connection.Open(path, readOnly: false, cacheKilobytes: 65_536);
        connection.Execute("BEGIN IMMEDIATE");
        using var insert = connection.Prepare("INSERT INTO dead_letters VALUES (?1, 'notify', ?2, 10, ?3, ?3, 'the channel refused it', ?4, ?5)");
        for (var number = 1; number <= Letters; number++)
        {
            var (key, body) = (ManyLeads.IdOf(number), Encoding.UTF8.GetBytes($$"""{"type":"notification-due","leadId":"{{ManyLeads.IdOf(number)}}","key":"notify:{{number}}"}"""));
            insert.Bind(1, number).Bind(2, key).Bind(3, At.UtcTicks).BindText(4, body).Bind(5, Checksum.Of(key, body)).Run();
        }

        connection.Execute("COMMIT");
        connection.Checkpoint(truncate: true);
    }

    public async Task StoreAsync(ILeadStore store)
    {
        foreach (var chunk in Duplicate().Concat(Audit()).Chunk(AtOnce))
        {
            await store.CommitAsync(new Commit { Registers = chunk }, default);
        }

        await MailAsync();
    }

    private IEnumerable<RegisterWrite> Duplicate() => Enumerable.Range(0, Pairs).Select(number =>
    {
        var (one, other) = (ManyLeads.IdOf(number % leads), ManyLeads.IdOf((number + 50_000) % leads));
        return Duplicates.Write(Duplicates.IdOf(one, other), new DuplicatePair(one, other, ["name-and-company"], At), 0);
    });

    private static IEnumerable<RegisterWrite> Audit() => Enumerable.Range(0, Deeds).Select(number =>
        AuditTrail.Line(new AuditEntry(At.AddSeconds(number), "ana", "contact", ManyLeads.IdOf(number), null), "deed:" + number));

    /// <summary>One real mail, and copies of its file.</summary>
    private async Task MailAsync()
    {
        var message = new EmailMessage("mail:bench:new-lead:1:welcome", new Mailbox("us@example.com"), new Mailbox("person@example.com", "Ana Silva"), "Hello", "Dear Ana", "<p>Dear Ana</p>");
        await new FileEmail(dataFolder, TimeProvider.System).SendAsync(message, default);
        var mails = Path.Combine(dataFolder, "outbox", "mail");
        var one = await File.ReadAllBytesAsync(Directory.GetFiles(mails, "*.eml", SearchOption.AllDirectories).Single());
        for (var day = 0; day < Days; day++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(mails, DateTime.UtcNow.AddDays(-day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))).FullName;
            for (var number = 0; number < MailsADay; number++)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{number:x32}.eml"), one);
            }
        }
    }
}
