using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace LeadFunctions.Chaos.Hosts;

/// <summary>The signed-in side of a running host.</summary>
public sealed class Admin : IDisposable
{
    private const int MostLooks = 3000;

    /// <summary>Their scheduled messages are clocks that run and letters that wait, and no work left over.</summary>
    private static readonly string[] Alarms = ["watch-sla", "nurture-step"];
    private readonly HttpClient _http;

    public Admin(HostProcess host)
    {
        _http = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(10) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", host.Data.AdminKey());
    }

    /// <summary>Waits until nothing waits, runs or is scheduled, or it was looked at for long enough (about a minute).</summary>
    /// <returns>What is left then; all zero but the dead letters when it went quiet.</returns>
    public async Task<Backlog> QuietAsync()
    {
        for (var (look, quietFor) = (1, 0); ; look++, await Task.Delay(20))
        {
            var backlog = await BacklogAsync();
            quietFor = backlog.Open == 0 ? quietFor + 1 : 0;

            // Twice, so that a message that is just now handed from one step to the next is not overlooked.
            if (quietFor == 2 || look == MostLooks)
            {
                return backlog;
            }
        }
    }

    public async Task<Backlog> BacklogAsync()
    {
        var body = await _http.GetFromJsonAsync<JsonElement>("api/queues");
        var steps = body.GetProperty("queues");
        return new Backlog(Sum("waiting"), Sum("inFlight"), Sum("scheduled", Alarms), Sum("dead"));

        long Sum(string name, params string[] but) =>
            steps.EnumerateArray().Where(step => !but.Contains(step.GetProperty("step").GetString())).Sum(step => step.GetProperty(name).GetInt64());
    }

    /// <summary>The score and its lines at an instant, as the API tells them.</summary>
    public async Task<ToldScore> ScoreAsync(string leadId, DateTimeOffset at)
    {
        var body = await _http.GetFromJsonAsync<JsonElement>($"api/leads/{leadId}/score?at={Uri.EscapeDataString(at.UtcDateTime.ToString("O"))}");
        return new ToldScore(
            body.GetProperty("total").GetDecimal(),
            [.. body.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("points").GetDecimal())]);
    }

    public async Task<string> LeadIdAsync(string email)
    {
        var body = await _http.GetFromJsonAsync<JsonElement>("api/leads?q=" + Uri.EscapeDataString(email));
        return body.GetProperty("items").EnumerateArray().Single().GetProperty("id").GetString()!;
    }

    /// <returns>The status of the answer; 0 without one.</returns>
    public async Task<int> AssignAsync(string leadId, string personId)
    {
        try
        {
            using var answer = await _http.PostAsJsonAsync($"api/leads/{leadId}/assign", new { personId, reason = "asked for by the customer" });
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>Messages by state, over all steps.</summary>
public sealed record Backlog(long Waiting, long InFlight, long Scheduled, long Dead)
{
    public long Open => Waiting + InFlight + Scheduled;
}

public sealed record ToldScore(decimal Total, IReadOnlyList<decimal> Lines);
