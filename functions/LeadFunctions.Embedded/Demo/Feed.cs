using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;
using Spectre.Console;

namespace LeadFunctions.Embedded.Demo;

/// <summary>Prints what becomes of the leads, as it happens: new score, band, stage, owner.</summary>
/// <param name="since">What did not change after it is not news.</param>
internal sealed class Feed(ILeadStore leads, Playbook playbook, DateTimeOffset since)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(400);
    private const int WideEnough = 130;
    private readonly Dictionary<string, LeadRow> _shown = [];

    public async Task RunAsync(CancellationToken ct)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, WideEnough);
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                var page = await leads.ListAsync(new LeadQuery(Sort: "-updated", Limit: 20), ct);
                foreach (var row in page.Items.Reverse().Where(Changed))
                {
                    Print(row);
                    _shown[row.Id] = row;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped with the host.
        }
    }

    private bool Changed(LeadRow row) =>
        row.UpdatedAt > since && (!_shown.TryGetValue(row.Id, out var before) || (before.Score, before.Stage, before.Owner) != (row.Score, row.Stage, row.Owner));

    private void Print(LeadRow row)
    {
        var band = playbook.Bands.FirstOrDefault(one => one.Id == row.Band)?.Name ?? row.Band;
        var owner = playbook.People.FirstOrDefault(person => person.Id == row.Owner)?.Name;
        var colour = row.Stage == Stage.Raw ? "grey" : owner is null ? "yellow" : "green";
        AnsiConsole.MarkupLineInterpolated(
            $"{row.UpdatedAt.ToLocalTime():HH:mm:ss}  {row.Name ?? row.Email,-18} {row.Company,-18} score [bold]{row.Score,6:0.#}[/]  {band,-5} grade {row.Grade}  [{colour}]{row.Stage.ToString().ToUpperInvariant(),-4} {(owner is null ? "" : "-> " + owner)}[/]");
    }
}
