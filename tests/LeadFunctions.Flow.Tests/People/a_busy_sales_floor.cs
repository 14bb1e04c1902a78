using System.Collections.Concurrent;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.People;

/// <summary>Several people act on several leads at once through the real store, repeat themselves and use old versions: what each was told is what happened.</summary>
public sealed class a_busy_sales_floor
{
    private const int Leads = 12;
    private const int Rounds = 40;
    private static readonly string[] People = ["ana", "ben", "chloe", "farid", "grace", "jonas", "kira", "maria", "admin"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task loses_no_deed_and_does_none_twice(int seed)
    {
        await using var company = new Company();
        var emails = Enumerable.Range(0, Leads).Select(i => $"lead{i}@company{i}.example").ToList();
        foreach (var email in emails)
        {
            await company.SubmitAsync(email, "demo");
        }

        var applied = new ConcurrentDictionary<string, int>(emails.Select(email => KeyValuePair.Create(email, 0)));
        var outcomes = new ConcurrentDictionary<string, int>();
        for (var round = 0; round < Rounds; round++)
        {
            company.Wait(TimeSpan.FromMinutes(1));
            var random = new Random((seed * 1000) + round);
            var deeds = Enumerable.Range(0, 16).Select(_ => (Email: emails[random.Next(Leads)], Deed: Any(random), Who: random.Next(4), Stale: random.Next(6) == 0, Guess: random.Next(People.Length))).ToList();
            await Task.WhenAll(deeds.Select(deed => Task.Run(async () =>
            {
                var lead = await company.LeadAsync(deed.Email);
                var who = deed.Who > 0 ? lead.Owner?.PersonId ?? "maria" : People[deed.Guess];
                var result = await ActAsync(company, deed.Email, who, deed.Deed, deed.Stale ? lead.Version - 1 : deed.Who == 1 ? lead.Version : null);
                outcomes.AddOrUpdate(result.GetType().Name, 1, (_, count) => count + 1);
                if (result is ActionResult.Applied or ActionResult.Incomplete { Kept: true })
                {
                    Assert.False(deed.Stale);
                    applied.AddOrUpdate(deed.Email, 1, (_, count) => count + 1);
                }
            })));
            await company.RunToRestAsync();
        }

        var desks = new Dictionary<string, int>();
        foreach (var email in emails)
        {
            var lead = await company.LeadAsync(email);
            Assert.Equal(applied[email], (await company.TimelineAsync<Activity.Acted>(email)).Count);
            Assert.Equal(lead.Stays.Count, Math.Min(Stays.Most, (await company.TimelineAsync<Activity.StageChanged>(email)).Count));
            Assert.False(Desk.IsSearched(lead) && lead.Holding is null, $"{email} is in limbo: {lead.Stage}");
            if (Desk.Of(lead) is { } person)
            {
                desks[person] = desks.GetValueOrDefault(person) + 1;
            }
        }

        Assert.Equal(desks.OrderBy(desk => desk.Key).Select(desk => (desk.Key, desk.Value)), await company.DesksAsync());
        Assert.Empty(await company.DeadLettersAsync());
        Assert.Equal(applied.Values.Sum(), (await company.RegisterAsync(RegisterNames.Audit)).Count);
        Assert.All(new[] { nameof(ActionResult.Applied), nameof(ActionResult.Refused), nameof(ActionResult.Stale), nameof(ActionResult.NotFound) }, kind => Assert.True(outcomes.GetValueOrDefault(kind) > 0, kind));
    }

    private static Task<ActionResult> ActAsync(Company company, string email, string who, LifecycleAction deed, long? version)
    {
        var kind = who switch { "maria" => ActorKind.Manager, "admin" => ActorKind.Admin, _ => ActorKind.Person };
        return new ActOnLead(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(new(company.Ids.LeadIdOf(email), who, version), deed, new Actor(kind, who), default);
    }

    private static LifecycleAction Any(Random random) => random.Next(14) switch
    {
        0 or 1 or 2 => Decisions.Accept,
        3 => Decisions.Contact,
        4 => Decisions.Reject(random.Next(2) == 0 ? "bad-data" : "not-qualified"),
        5 or 6 => Decisions.Qualified,
        7 => Decisions.Answers(("budget", "b" + random.Next(3))),
        8 or 9 => Decisions.Convert,
        10 => Decisions.Win,
        11 => random.Next(3) == 0 ? Decisions.Lose() : Decisions.Kickoff,
        12 => random.Next(4) == 0 ? Decisions.Disqualify() : Decisions.Recycle(),
        _ => Decisions.Reactivate(),
    };
}
