using LeadFunctions.Domain.Leads;
using LeadFunctions.Embedded.Hosting;
using Spectre.Console;

namespace LeadFunctions.Embedded.Demo;

/// <summary>Tells in the terminal what becomes of one lead, line by line as its timeline grows.</summary>
internal sealed class Story(LocalHost host, string dataFolder)
{
    private const int Longest = 60;
    private readonly string _id = host.App.Ids.LeadIdOf(Cast.Nora.Fields["email"]);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public async Task TellAsync(CancellationToken ct)
    {
        if (_told.Count > Longest || await host.App.Engine.Store.FindLeadAsync(_id, ct) is null)
        {
            return;
        }

        var timeline = await host.App.Engine.Store.ActivitiesAsync(_id, null, 50, ct);
        foreach (var activity in timeline.Items.Reverse().OrderBy(one => one.At).ThenBy(Rank))
        {
            if (_told.Add(activity.Id) && Words(activity) is { } words)
            {
                AnsiConsole.MarkupLineInterpolated($"[grey]{activity.At:ddd MMM dd HH:mm}[/]  [bold]Nora Keller[/]  {words}");
            }
        }
    }

    private string? Words(Activity activity) => activity switch
    {
        Activity.SignalReceived signal => "does: " + Label(signal.Signal.Name) + (signal.Signal.Page is { } page ? " " + new Uri(page.Url).AbsolutePath : ""),
        Activity.Nurtured { What: "entered" } run => "enters the sequence " + run.Enrolment.Split(':')[0],
        Activity.Nurtured { What: "exited" } run => $"leaves the sequence {run.Enrolment.Split(':')[0]}: {run.Why}",
        Activity.Mailed { Outcome: "sent" } mail => $"is sent \"{mail.Subject}\" (a file under {Path.Combine(dataFolder, "outbox", "mail", mail.At.UtcDateTime.ToString("yyyy-MM-dd", null))})",
        Activity.BandCrossed { Up: true } crossed => $"crosses into the band {crossed.To} with {crossed.Score:0.#} points",
        Activity.StageChanged changed => $"goes from {changed.From} to {changed.To} ({changed.Cause})",
        Activity.RoutingDecided { Decision.PersonId: { } person } => "is given to " + (host.App.Playbook.People.FirstOrDefault(one => one.Id == person)?.Name ?? person),
        Activity.Acted acted => $"{acted.By}: {acted.Action}",
        _ => null,
    };

    /// <summary>Of what has one instant, causes first.</summary>
    private static int Rank(Activity activity) => activity switch
    {
        Activity.SignalReceived or Activity.Acted => 0,
        Activity.BandCrossed => 1,
        Activity.StageChanged => 2,
        Activity.Nurtured => 3,
        _ => 4,
    };

    private string Label(string signal) => host.App.Playbook.Signals.FirstOrDefault(one => one.Name == signal)?.Label ?? signal;
}
