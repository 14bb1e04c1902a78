using System.Net.Http.Json;
using System.Text.Json;

namespace LeadFunctions.Chaos.Traffic;

/// <summary>Sends one submission and writes down what came of it. 2xx in the answer's head counts as a promise, even when the rest never arrives.</summary>
public sealed class Sender(Uri host, Ledger ledger) : IDisposable
{
    /// <summary>The form input by which the checks find a submission again; no attribute, so it is kept as an answer.</summary>
    public const string Marker = "rig_key";

    private readonly HttpClient _http = new() { BaseAddress = host, Timeout = TimeSpan.FromSeconds(20) };

    public async Task<Reply> SendAsync(Submission submission)
    {
        using var request = Request(submission);
        var events = submission is Submission.Beacon beacon ? beacon.EventIds : [];
        var (reply, status, answer) = await AskAsync(request);
        var kind = submission is Submission.Form ? Entry.Form : Entry.Beacon;
        ledger.Append(new Entry(kind, submission.Key, submission.Person.Email, submission.Person.Visitor, events, reply, status, answer));
        return reply;
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(Submission submission) => submission switch
    {
        Submission.Form form => new HttpRequestMessage(HttpMethod.Post, "api/forms/" + form.FormId)
        {
            Headers = { { "Idempotency-Key", form.Key } },
            Content = JsonContent.Create(new Dictionary<string, string>
            {
                ["email"] = form.Person.Email,
                ["name"] = form.Person.Name,
                ["company"] = form.Person.Company,
                ["title"] = form.Person.Title,
                ["visitorId"] = form.Person.Visitor,
                [Marker] = form.Key,
            }),
        },
        Submission.Beacon beacon => new HttpRequestMessage(HttpMethod.Post, "api/track")
        {
            Content = JsonContent.Create(new
            {
                visitorId = beacon.Person.Visitor,
                events = beacon.EventIds.Zip(beacon.Pages, (id, page) => new { id, type = "page", url = "https://www.example.com" + page }),
            }),
        },
        _ => throw new InvalidOperationException("a submission nobody knows"),
    };

    private async Task<(Reply Reply, int Status, string? Answer)> AskAsync(HttpRequestMessage request)
    {
        var status = 0;
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            status = (int)response.StatusCode;
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return (ReplyOf(status), status, response.IsSuccessStatusCode ? IdIn(body.RootElement) : null);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or TaskCanceledException or JsonException)
        {
            return (ReplyOf(status), status, null);
        }
    }

    private static Reply ReplyOf(int status) => status switch
    {
        >= 200 and < 300 => Reply.Ok,
        0 => Reply.Unknown,
        _ => Reply.Refused,
    };

    private static string? IdIn(JsonElement body) =>
        body.TryGetProperty("submission", out var submission) ? submission.GetString()
        : body.TryGetProperty("id", out var id) ? id.GetString()
        : null;
}
