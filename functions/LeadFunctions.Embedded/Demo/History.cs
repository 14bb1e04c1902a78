using LeadFunctions.Embedded.Hosting;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Demo;

/// <summary>
/// Weeks of a company's life, played through the real pipeline in a minute or two: visitors by day and fewer by night and at weekends, forms, mails that are read, people
/// of the team who call, win and lose, crawlers and mail scanners, timers. The clock jumps from one event to the next; whatever follows is worked off before it goes on.
/// </summary>
/// <param name="http">To the host.</param>
internal sealed class History(LocalHost host, HttpClient http, DemoClock clock, (string DataFolder, int Seed) options)
{
    private const int VisitsOnAWeekday = 9;
    private const int VisitsAtAWeekend = 3;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    private readonly Agenda _agenda = new();
    private readonly Website _website = new(http, host.App.Keys.ToDictionary(key => key.Name, key => key.Key), clock);

    public async Task PlayAsync(DateTimeOffset until, IProgress<DateTimeOffset> progress, CancellationToken ct)
    {
        var readers = new Readers(options.DataFolder, _website, _agenda, clock, options.Seed);
        var team = new Salespeople(host.App.Engine.Store, _website, _agenda, clock, options.Seed);
        var story = new Story(host, options.DataFolder);
        PlanVisits(clock.GetUtcNow(), until, readers);
        PlanTimers(clock.GetUtcNow(), until);
        while (_agenda.Next is { } next && next < until)
        {
            ct.ThrowIfCancellationRequested();
            clock.JumpTo(next);
            await SettleAsync(ct);
            foreach (var what in _agenda.Until(next))
            {
                await what();
            }

            await SettleAsync(ct);
            await team.LookAsync();
            await readers.LookAsync();
            await story.TellAsync(ct);
            progress.Report(next);
        }

        clock.JumpTo(until);
        await SettleAsync(ct);
    }

    private void PlanVisits(DateTimeOffset from, DateTimeOffset until, Readers readers)
    {
        var number = 0;
        for (var day = from.UtcDateTime.Date; day < until.UtcDateTime; day = day.AddDays(1))
        {
            var dice = new Dice(options.Seed, "day" + day.DayOfYear);
            var visits = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? VisitsAtAWeekend : VisitsOnAWeekday + dice.Number(-2, 3);
            for (; visits > 0; visits--)
            {
                Plan(OfficeHours.Instant(day, dice.Chance(0.85) ? 8.5 + (dice.Number(0, 900) / 100.0) : dice.Number(0, 2399) / 100.0), Cast.Person(number++, options.Seed), from, readers);
            }
        }

        var morning = OfficeHours.Instant(OfficeHours.At(until.AddDays(-8)).Opens.UtcDateTime, 10);
        Plan(morning, Cast.Nora, from, readers);
    }

    private void Plan(DateTimeOffset at, Visit visit, DateTimeOffset from, Readers readers)
    {
        if (at <= from)
        {
            return;
        }

        _agenda.Add(at, async () =>
        {
            await _website.SeeAsync(visit, TimeSpan.FromSeconds(40));
            if (visit.Form is not null)
            {
                readers.Browsers[visit.Fields["email"]] = visit;
                await _website.FillInAsync(visit);
            }
        });
    }

    /// <summary>Every hour what the timetable says; what is scheduled is noticed at each jump.</summary>
    private void PlanTimers(DateTimeOffset from, DateTimeOffset until)
    {
        var services = host.App.Web.Services;
        var runs = services.GetRequiredService<RunTimer>();
        for (var at = from + OneHour; at < until; at += OneHour)
        {
            _agenda.Add(at, async () =>
            {
                foreach (var entry in Timetable.All)
                {
                    if (await runs.DueAtAsync(entry, default) <= clock.GetUtcNow())
                    {
                        await runs.RunAsync(entry, (ITimed)services.GetRequiredService(entry.HandlerType), default);
                    }
                }
            });
        }
    }

    /// <summary>Everything that is due is done: the store writes in order, so once this mark is written, what a jump has made due waits where it is counted.</summary>
    private async Task SettleAsync(CancellationToken ct)
    {
        var store = host.App.Engine.Store;
        var mark = await store.FindRegisterAsync(RegisterNames.Deployment, "demo", ct);
        await store.CommitAsync(new Commit { Registers = [new RegisterWrite(RegisterNames.Deployment, "demo", "0", mark?.Version ?? 0)] }, ct);
        while ((await host.App.Engine.Queue.FiguresAsync(ct)).Any(step => step.Waiting + step.InFlight > 0))
        {
            await Task.Delay(Tick, TimeProvider.System, ct);
        }
    }
}
