using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.People;

namespace LeadFunctions.Flow.Tests.Metrics;

/// <summary>One lead's random life: it asks for a demo, people decide about it, clocks run, it comes back. With everything that happened, as a timeline has it.</summary>
internal sealed class History
{
    private static readonly string?[] Sources = ["google", "Google ", "newsletter", null];
    private static readonly string[] People = ["ana", "ben", "chloe"];
    private readonly Random _random;
    private readonly Rulebook _rules;

    public History(int number, Rulebook rules, DateTimeOffset first)
    {
        (_random, _rules) = (new Random(number), rules);
        Now = first + TimeSpan.FromMinutes(_random.Next(60 * 24 * 60));
        var touch = new Touch(new Attribution { Source = Sources[_random.Next(Sources.Length)], Campaign = _random.Next(3) == 0 ? "spring" : null }, Now);
        Lead = Capture.New($"ld_{number:D32}", $"person{number}@company{number % 50}.example", Now) with { FirstTouch = touch, LastTouch = touch };
        Keep(Lead, []);
    }

    public Lead Lead { get; private set; }

    public List<Activity> Timeline { get; } = [];

    public DateTimeOffset Now { get; private set; }

    /// <summary>Some time passes and something is done about the lead, or it does something itself.</summary>
    public void GoOn()
    {
        Now += TimeSpan.FromSeconds(_random.Next(3) == 0 ? _random.Next(1, 600) : _random.Next(1, 400_000));
        Keep(Lead, []);
        if (_random.Next(4) == 0 || Lead.Stage == Stage.Raw)
        {
            var standing = Progress.At(Lead, [], _rules, Now, _random.Next(3) > 0 ? "demo-request" : null);
            Keep(standing.Lead, standing.Activities);
            return;
        }

        if (Desk.HandoffToRoute(Lead) is not null)
        {
            var (handed, offered) = Handoffs.To("farid", Lead with { Owner = new Assignment("farid", Now, "ae", "d") }, [], _rules, Now);
            Keep(handed, offered);
        }

        var lead = Lead.Owner is null ? Lead with { Owner = new Assignment(People[_random.Next(People.Length)], Now, "bdr", "d") { PoolId = _random.Next(2) == 0 ? "bdr" : null } } : Lead;
        var decision = Transitions.Decide(lead, Deed(), new Actor(ActorKind.Admin, "admin"), _rules, $"act{Timeline.Count}", Now);
        if (decision is LifecycleDecision.Moved moved)
        {
            Keep(moved.Lead, moved.Activities);
        }
        else if (!ReferenceEquals(lead, Lead))
        {
            Keep(lead, []);
        }
    }

    /// <summary>Mostly the next sensible thing.</summary>
    private LifecycleAction Deed() => (_random.Next(3) > 0 ? Lead.Stage : Stage.Raw) switch
    {
        Stage.Mql => _random.Next(3) == 0 ? Decisions.Contact : Decisions.Accept,
        Stage.Sal => Decisions.Qualified,
        Stage.Sql => new LifecycleAction.Convert("Deal", _random.Next(1, 100_000) + 0.25m, new DateOnly(2026, 6, 30)),
        Stage.Opportunity => _random.Next(3) == 0 ? Decisions.Lose() : Decisions.Win,
        Stage.Lost => Decisions.Reactivate(),
        _ => Any(),
    };

    private LifecycleAction Any() => _random.Next(16) switch
    {
        0 or 1 or 2 => Decisions.Accept,
        3 or 4 => Decisions.Contact,
        5 => Decisions.Reject(_random.Next(2) == 0 ? "bad-data" : "no-need"),
        6 or 7 => Decisions.Qualified,
        8 or 9 => new LifecycleAction.Convert("Deal", _random.Next(1, 100_000) + 0.25m, new DateOnly(2026, 6, 30)),
        10 or 11 => Decisions.Win,
        12 => Decisions.Lose(),
        13 => Decisions.Recycle(),
        14 => _random.Next(4) == 0 ? Decisions.Disqualify() : Decisions.Contact,
        _ => Decisions.Reactivate(),
    };

    private void Keep(Lead after, IReadOnlyList<Activity> activities)
    {
        var followed = FollowClocks.Follow(Lead, after, activities, _rules, Now);
        Lead = followed.Lead;
        Timeline.AddRange([.. activities, .. followed.Activities]);
    }
}
