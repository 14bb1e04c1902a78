namespace LeadFunctions.Embedded.Demo;

/// <summary>People who come by while somebody watches: they look at pages, some leave an address, some ask for a demo, one is a crawler.</summary>
internal sealed class Simulation(Website website, TimeProvider clock, int seed)
{
    /// <summary>Numbers of people beyond those of any history.</summary>
    private const int First = 100_000;

    private static readonly TimeSpan BetweenPeople = TimeSpan.FromMilliseconds(1200);

    public async Task RunAsync(int people, CancellationToken ct)
    {
        try
        {
            for (var number = First; number < First + people; number++)
            {
                var visit = Cast.Person(number, seed);
                await website.SeeAsync(visit, TimeSpan.FromSeconds(20));
                if (visit.Form is not null)
                {
                    await website.FillInAsync(visit);
                }

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
}
