
namespace LeadFunctions.Embedded.Demo;

/// <summary>People who come by: they look at pages, some leave an address, some ask for a demo, one is a crawler. Through the real HTTP surface.</summary>
public sealed class Simulation(string url, TimeProvider clock, int seed = 1)
{
    private static readonly TimeSpan BetweenPeople = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan BetweenPages = TimeSpan.FromMilliseconds(150);
    private readonly Random _draw = new(seed);

    public async Task RunAsync(int people, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = new Uri(url.Split(';')[0].Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal)) };
        try
        {
            for (var number = 0; number < people; number++)
            {
                await VisitAsync(http, Cast.Person(_draw, number), ct);
                await Task.Delay(BetweenPeople, clock, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The host stops; so do its visitors.
        }
        catch (HttpRequestException) when (ct.IsCancellationRequested)
        {
            // As above: the host closed the connection first.
        }
    }

    private async Task VisitAsync(HttpClient http, Visit visit, CancellationToken ct)
    {
        foreach (var page in visit.Pages)
        {
            using var beacon = new HttpRequestMessage(HttpMethod.Post, "/api/track") { Content = JsonContent.Create(Beacon(visit, page)) };
            beacon.Headers.UserAgent.ParseAdd(visit.UserAgent);
            (await http.SendAsync(beacon, ct)).Dispose();
            await Task.Delay(BetweenPages, clock, ct);
        }

        if (visit.Form is { } form)
        {
            using var answer = await http.PostAsJsonAsync("/api/forms/" + form, new Dictionary<string, string>(visit.Fields) { ["visitorId"] = visit.VisitorId }, ct);
        }
    }

    private object Beacon(Visit visit, string page)
    {
        var now = clock.GetUtcNow();
        return new
        {
            visitorId = visit.VisitorId,
            sentAt = now,
            events = new[] { new { id = $"{visit.VisitorId}-{_draw.Next():x8}", type = "page-view", at = now, url = "https://northwind-metrics.example" + page } },
        };
    }
}

/// <summary>One person's visit.</summary>
/// <param name="Form">The form they fill in at the end, if they do.</param>
public sealed record Visit(string VisitorId, string UserAgent, IReadOnlyList<string> Pages, string? Form, IReadOnlyDictionary<string, string> Fields);
