using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

/// <summary>
/// Ten minutes to answer, round the clock; a warning at half; re-routed 5 minutes after the breach and recycled 20 later. Around every mark the process
/// restarts, ticks are missed or doubled, messages come twice, and somebody sets the clock.
/// </summary>
public sealed class clocks_under_chaos
{
    private const int Steps = 45;
    private static readonly TimeSpan Target = TimeSpan.FromMinutes(10);

    private static readonly SlaPolicy Policy =
        new("first-contact", "First contact", "hot", [new SlaStart.StageEntered(Stage.Mql, new Domain.Playbooks.Condition.Always())], new SlaTarget.Working(Target))
        {
            During = [Stage.Mql, Stage.Sal],
            WarnAt = [50],
            StopsOn = ["contact"],
            TellOnWarn = [SlaReceiver.Owner],
            TellOnBreach = [SlaReceiver.Owner, SlaReceiver.Manager],
            Escalation =
            [
                new(TimeSpan.FromMinutes(5), EscalationKind.Reroute, null, [SlaReceiver.Manager]),
                new(TimeSpan.FromMinutes(20), EscalationKind.Recycle, "no-response", [SlaReceiver.Manager]),
            ],
        };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task mark_everything_once_and_nothing_early(int seed)
    {
        var random = new Random(seed);
        await using var company = new Company(Rules.B2b with { Sla = [Policy], Notifications = new() { Channels = ["console", "file"] } });
        var (people, answered) = (new List<string>(), new Dictionary<string, (DateTimeOffset At, bool Breached)>());
        for (var step = 0; step < Steps; step++)
        {
            await StepAsync(company, random, people, answered);
        }

        await SettleAsync(company, people);
        foreach (var email in people)
        {
            await CheckAsync(company, email, answered.TryGetValue(email, out var answer) ? answer : null);
        }

        Assert.Empty(await company.DeadLettersAsync());
        Assert.Equal(company.Told.Count, company.Told.DistinctBy(told => told.EffectKey).Count());
    }

    private static async Task StepAsync(Company company, Random random, List<string> people, Dictionary<string, (DateTimeOffset At, bool Breached)> answered)
    {
        switch (random.Next(people.Count < 2 ? 1 : 9))
        {
            case 0:
                people.Add($"jane{people.Count}@globex.example");
                await company.SubmitAsync(people[^1], "demo", ("title", "Manager"));
                break;
            case 1:
                company.Clock.SetForward(TimeSpan.FromSeconds(-random.Next(3600)));
                break;
            case 2:
                company.Clock.SetForward(TimeSpan.FromSeconds(random.Next(3600)));
                break;
            case 3:
                company.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(90_000)));
                break;
            case 4 when people.Find(email => !answered.ContainsKey(email) && random.Next(2) == 0) is { } email:
                answered[email] = await AnswerAsync(company, email);
                break;
            default:
                await AroundAMarkAsync(company, random, people[random.Next(people.Count)]);
                break;
        }

        await company.RunToRestAsync();
    }

    /// <summary>A millisecond before it, at it, or a millisecond after: a restart, a sweep, a message or three.</summary>
    private static async Task AroundAMarkAsync(Company company, Random random, string email)
    {
        var lead = await company.LeadAsync(email);
        if (RunningClocks.NextMark(lead, company.Playbook) is { } mark)
        {
            company.WaitUntil(mark.AddMilliseconds(random.Next(3) - 1));
        }

        if (random.Next(3) == 0)
        {
            await company.RestartAsync();
        }

        switch (random.Next(4))
        {
            case 0:
                await company.TickAsync();
                break;
            case 1:
                await company.PostAsync(new Message.ClockDue(lead.Id), new Message.LeadDue(lead.Id), new Message.ClockDue(lead.Id));
                break;
            case 2:
                company.Clock.Advance(TimeSpan.FromMilliseconds(1));
                break;
        }
    }

    /// <summary>A person's contact, as the audit trail has it, and whether the breach was on the record before: the clock may have been set back since.</summary>
    private static async Task<(DateTimeOffset At, bool Breached)> AnswerAsync(Company company, string email)
    {
        var (now, breached) = (company.Now, (await company.LeadAsync(email)).Clocks[0].BreachedAt is not null);
        var acted = new Activity.Acted("act:" + email, now, "contact", Stage.Mql, null, null, new Dictionary<string, string> { ["channel"] = "call", ["outcome"] = "reached" }) { By = "ana" };
        var result = await LeadAction.RunAsync(company.Store, new ActionRequest(company.Ids.LeadIdOf(email), "ana"), lead =>
        {
            var commit = new Commit { Lead = lead with { UpdatedAt = now }, Activities = [acted] };
            return Task.FromResult<(Commit?, string?)>((Consequences.Of(lead, commit, company.Shelf.Current, now), null));
        }, default);
        Assert.IsType<ActionResult.Applied>(result);
        return (now, breached);
    }

    /// <summary>The clock goes right again and everything that is still due comes.</summary>
    private static async Task SettleAsync(Company company, List<string> people)
    {
        company.WaitUntil(new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero));
        for (var round = 0; round < 4; round++)
        {
            await company.PassAsync(TimeSpan.FromHours(1));
            await company.TickAsync();
        }

        foreach (var email in people)
        {
            Assert.Null(RunningClocks.NextMark(await company.LeadAsync(email), company.Playbook));
        }
    }

    private static async Task CheckAsync(Company company, string email, (DateTimeOffset At, bool Breached)? answered)
    {
        var marks = (await company.TimelineAsync<Activity.Clocked>(email)).ToLookup(one => one.What);
        var clock = Assert.Single((await company.LeadAsync(email)).Clocks);
        var inTime = answered?.At <= clock.StartedAt + Target;
        Assert.All(marks.SelectMany(one => one), one => Assert.True(one.What is "started" || one.DueAt is null || one.DueAt <= one.At, $"{one.Id} at {one.At:O}"));
        Assert.All(marks["warned"], one => Assert.Equal(clock.StartedAt + (Target / 2), one.DueAt));
        Assert.All(marks["breached"], one => Assert.Equal(clock.StartedAt + Target, one.DueAt));

        // Whoever answers in time, before anybody looked, is not warned; everybody else is, once.
        Assert.InRange(marks["warned"].Count(), inTime ? 0 : 1, 1);
        var finished = clock.EndedOn == "contact";
        Assert.Equal(finished && inTime && !answered!.Value.Breached ? 0 : 1, marks["breached"].Count());
        Assert.Equal(!finished, marks["recycled"].Any());
        Assert.Equal(finished ? inTime ? ClockOutcome.Met : ClockOutcome.Breached : ClockOutcome.Breached, clock.Outcome);
        Assert.Equal(!finished, (await company.LeadAsync(email)).Stage == Stage.Raw);
        await CheckToldAsync(company, email, marks);
    }

    /// <summary>Every mark reached those it should reach on each channel, once.</summary>
    private static async Task CheckToldAsync(Company company, string email, ILookup<string, Activity.Clocked> marks)
    {
        var lead = await company.LeadAsync(email);
        foreach (var channel in company.Channels.OfType<Channel>())
        {
            var told = channel.Tried.Where(one => one.LeadId == lead.Id && one.Reason.StartsWith("sla-", StringComparison.Ordinal)).ToLookup(one => one.Reason);
            Assert.Equal(marks["warned"].Count(), told["sla-warned"].Count());
            Assert.Equal(2 * marks["breached"].Count(), told["sla-breached"].Count());
            Assert.Equal(marks["rerouted"].Count(), told["sla-rerouted"].Count());
            Assert.Equal(marks["recycled"].Count(), told["sla-recycled"].Count());
        }
    }
}
