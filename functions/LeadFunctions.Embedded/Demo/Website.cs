using System.Text.Json;

namespace LeadFunctions.Embedded.Demo;

/// <summary>What browsers and people do, through the real HTTP surface.</summary>
internal sealed class Website(HttpClient http, IReadOnlyDictionary<string, string> keys, TimeProvider clock)
{
    /// <summary>A browser for a host: it stays here, wherever a link leads.</summary>
    public static HttpClient Client(Uri host) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host };

    /// <summary>Pages seen in one visit, the last one now.</summary>
    public async Task SeeAsync(Visit visit, TimeSpan perPage)
    {
        var now = clock.GetUtcNow();
        var events = visit.Pages.Select((page, at) => new
        {
            id = $"{visit.VisitorId}-{now.ToUnixTimeMilliseconds():x}-{at}",
            type = "page-view",
            at = now - (perPage * (visit.Pages.Count - 1 - at)),
            url = "https://northwind-metrics.example" + page + (at == 0 ? visit.Query : ""),
        });
        using var beacon = new HttpRequestMessage(HttpMethod.Post, "/api/track") { Content = JsonContent.Create(new { visitorId = visit.VisitorId, sentAt = now, events }) };
        beacon.Headers.UserAgent.ParseAdd(visit.UserAgent);
        (await http.SendAsync(beacon)).Dispose();
    }

    /// <returns>The lead's id; null when the form was refused.</returns>
    public async Task<string?> FillInAsync(Visit visit)
    {
        var answers = new Dictionary<string, string>(visit.Fields) { ["visitorId"] = visit.VisitorId, ["pageUrl"] = "https://northwind-metrics.example/" + visit.Query };
        using var form = new HttpRequestMessage(HttpMethod.Post, "/api/forms/" + visit.Form) { Content = JsonContent.Create(answers) };
        form.Headers.UserAgent.ParseAdd(visit.UserAgent);
        using var answer = await http.SendAsync(form);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString() : null;
    }

    /// <summary>An address in a mail is opened: the picture, a link.</summary>
    public async Task FollowAsync(string path, string userAgent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.UserAgent.ParseAdd(userAgent);
        (await http.SendAsync(request)).Dispose();
    }

    public async Task PressAsync(string path)
    {
        using var body = new StringContent("");
        (await http.PostAsync(new Uri(path, UriKind.Relative), body)).Dispose();
    }

    /// <summary>A person of the team decides something about a lead.</summary>
    /// <returns>Whether it was allowed.</returns>
    public async Task<bool> DecideAsync(string person, string leadId, string action, object details)
    {
        if (!keys.TryGetValue(person, out var key))
        {
            return false;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/leads/{leadId}/{action}") { Content = JsonContent.Create(details) };
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await http.SendAsync(request);
        return answer.IsSuccessStatusCode;
    }
}
