using System.Globalization;
using System.Text;
using LeadFunctions.Domain.Emails;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Inbound;

/// <summary>Every sample of every email provider, and what it says in our words.</summary>
public sealed class what_email_providers_send
{
    private static readonly Dictionary<string, string> Folders = new() { ["azure-acs"] = "acs", ["ses-sns"] = "ses" };
    private static readonly IReadOnlyDictionary<string, string> Expected = Samples.Table("what_email_providers_send.txt");

    public static TheoryData<string> All => [.. Samples.Of("azure-acs", "brevo", "mailgun", "postmark", "resend", "sendgrid", "ses-sns")];

    [Theory]
    [MemberData(nameof(All))]
    public async Task is_understood(string sample)
    {
        var folder = sample.Split('/')[0];
        var reading = await Calls.ReadAsync(Folders.GetValueOrDefault(folder, folder), Samples.Bytes(sample));

        Assert.True(Expected.TryGetValue(sample, out var expected), $"the table has nothing under ## {sample}; this would be:\n{Describe(reading)}");
        Assert.Equal(expected, Describe(reading));
    }

    [Fact]
    public void is_all_in_the_table() => Assert.Equal(Expected.Keys.Order(StringComparer.Ordinal), ((IEnumerable<object[]>)All).Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public async Task has_ids_that_are_the_same_in_a_repeat_and_differ_within_a_batch(string sample)
    {
        var provider = Folders.GetValueOrDefault(sample.Split('/')[0], sample.Split('/')[0]);
        // Samples without an id, a time or a message are told apart by nothing; Mailgun's older ones by the token, which is new each time.
        if (await Calls.ReadAsync(provider, Samples.Bytes(sample)) is not WebhookReading.Received once || provider == "mailgun")
        {
            return;
        }

        var again = (WebhookReading.Received)await Calls.ReadAsync(provider, Samples.Bytes(sample));
        Assert.Equal(once.Emails.Select(told => told.Id), again.Emails.Select(told => told.Id));
        Assert.Equal(once.Emails.Count, once.Emails.Select(told => told.Id).Distinct().Count());
        Assert.All(once.Emails, told => Assert.Matches("^[A-Za-z0-9_.:-]{1,128}$", told.Id));
        Assert.All(once.Emails, told => Assert.NotNull(told.Raw));
    }

    private static string Describe(WebhookReading reading) => reading is WebhookReading.Received received
        ? string.Join('\n', [.. received.Emails.Select(Describe), .. received.NotUnderstood.Select(one => "not understood: " + one.Type)])
        : reading is WebhookReading.Reply reply ? $"answered {reply.Status} {reply.Body}" : reading.ToString()!;

    private static string Describe(EmailEvent told)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{told.Kind}{(told.Cause is { } cause ? $"({cause})" : "")} {told.Recipient ?? "-"} {told.MessageId ?? "-"} {(told.At == Calls.Now ? "now" : told.At.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture))}");
        text.Append(told.Url is null ? "" : " url=" + told.Url).Append(told.Machine is null ? "" : " machine=" + string.Join(',', told.Machine)).Append(told.Reason is null ? "" : " | " + told.Reason);
        return text.ToString();
    }
}
