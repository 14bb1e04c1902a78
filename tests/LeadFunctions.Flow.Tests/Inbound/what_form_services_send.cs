using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Inbound;

/// <summary>Every sample of every form service, as the demo form of the shipped playbook takes it.</summary>
public sealed class what_form_services_send
{
    private static readonly IReadOnlyDictionary<string, string> Expected = Samples.Table("what_form_services_send.txt");

    private static readonly FormDefinition Demo = Rules.B2b.Forms.Single(form => form.Id == "demo");

    public static TheoryData<string> All => [.. Samples.Of("typeform", "webflow", "gravity-forms", "elementor", "contact-form-7", "hubspot", "meta-leadads", "google-leadform")];

    [Theory]
    [MemberData(nameof(All))]
    public async Task is_understood(string sample)
    {
        var (provider, type, body) = CallOf(sample);
        var reading = await Calls.ReadAsync(provider, body, type, "demo");

        Assert.True(Expected.TryGetValue(sample, out var expected), $"the table has nothing under ## {sample}; this would be:\n{Describe(reading)}");
        Assert.Equal(expected, Describe(reading));
    }

    [Fact]
    public void is_all_in_the_table() => Assert.Equal(Expected.Keys.Order(StringComparer.Ordinal), ((IEnumerable<object[]>)All).Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    /// <summary>A sample's file may be a whole request, and Google's have no key of ours in them.</summary>
    private static (string Provider, string? Type, byte[] Body) CallOf(string sample)
    {
        var (folder, bytes) = (sample.Split('/')[0], Samples.Bytes(sample));
        switch (folder)
        {
            case "contact-form-7":
                var text = Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal);
                var head = text.IndexOf("\n\n", StringComparison.Ordinal);
                return (folder, text[14..head], Encoding.UTF8.GetBytes(text[(head + 2)..].Replace("\n", "\r\n", StringComparison.Ordinal)));
            case "google-leadform":
                var lead = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(bytes)!;
                lead["google_key"] = JsonSerializer.SerializeToElement(Calls.Secret);
                return ("google", "application/json", JsonSerializer.SerializeToUtf8Bytes(lead));
            case "meta-leadads":
                return ("meta", "application/json", bytes);
            default:
                return (folder, sample.EndsWith("form.txt", StringComparison.Ordinal) ? "application/x-www-form-urlencoded" : "application/json", bytes);
        }
    }

    private static string Describe(WebhookReading reading) => reading is WebhookReading.Received received
        ? string.Join('\n', [
            .. received.Forms.Select(Describe),
            .. received.Wanted.Select(wanted => string.Create(CultureInfo.InvariantCulture, $"wanted {wanted.Id} of {wanted.ProviderForm} at {wanted.At:yyyy-MM-ddTHH:mm:ss}")),
            .. received.NotUnderstood.Select(one => "not understood: " + one.Type)])
        : reading.ToString()!;

    private static string Describe(FormAnswers answers)
    {
        var read = AnswersAsSignal.Read(answers, Demo, Calls.Now);
        var text = new StringBuilder();
        var id = answers.Id.StartsWith('h') ? "hash" : answers.Id;
        text.Append(CultureInfo.InvariantCulture, $"{answers.ProviderForm ?? "-"} {id} {(answers.At == Calls.Now ? "now" : answers.At.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture))} {read?.Email ?? "no email"}");
        foreach (var (name, value) in read?.Signal.Fields ?? new Dictionary<string, string>())
        {
            text.Append('\n').Append(name).Append(": ").Append(value);
        }

        foreach (var (name, value) in read?.Signal.Answers ?? new Dictionary<string, string>())
        {
            text.Append("\n? ").Append(name).Append(": ").Append(value);
        }

        text.Append(read?.Signal.Page is { } page ? "\npage " + page.Url : "");
        text.Append(read?.Signal.Attribution is { } from ? $"\nfrom {from.Source} {from.Medium} {from.Campaign} {from.ClickId}".TrimEnd() : "");
        text.Append(read?.Signal.Consent is { } consent ? $"\nconsent {consent.Purpose} {consent.Granted}" : "");
        return text.Replace("\r\n", "\n").ToString();
    }
}
