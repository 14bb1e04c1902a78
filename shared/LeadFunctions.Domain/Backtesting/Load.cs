using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Backtesting;

/// <summary>What MQLs mean for people, under one playbook: how many a week, to which pool or person by the routing rules, and which clocks begin. <see cref="LoadSum"/> adds up.</summary>
/// <param name="accounts">Who owns which account by deal or by hand, by email domain.</param>
internal sealed class Load(Rulebook rules, IReadOnlyDictionary<string, string> accounts)
{
    /// <summary>By what is counted (<c>all</c>, <c>pool:bdr</c>, <c>person:grace</c>, <c>sla:first-contact</c>) and week.</summary>
    public Dictionary<(string Of, DateOnly Week), int> Counts { get; } = [];

    /// <summary>Clocks that begin when their calendar is closed, by policy.</summary>
    public Dictionary<string, int> Outside { get; } = new(StringComparer.Ordinal);

    /// <summary>Of accounts with an owner: where these go depends on since when they have one, which another lead may tell.</summary>
    public List<OfAccount> OfAccounts { get; } = [];

    /// <summary>When each owner first took somebody of the account by hand, or made a deal.</summary>
    public Dictionary<(string Domain, string PersonId), DateTimeOffset> Taken { get; } = [];

    public void Add(LeadHistory history, Replayed replayed)
    {
        var domain = EmailDomain.Of(history.Email);
        foreach (var (at, person) in history.Taken)
        {
            Taken[(domain, person)] = Taken.TryGetValue((domain, person), out var known) && known < at ? known : at;
        }

        if (replayed.MqlAt is not { } since)
        {
            return;
        }

        var facts = FactsOf(history, replayed, since);
        Count(Counts, "all", WeekOf(since));
        Route(history.LeadId, rules.Domains.IsFree(domain) ? null : domain, facts, since);
        foreach (var policy in Started(facts, replayed))
        {
            Count(Counts, "sla:" + policy.Id, WeekOf(since));
            var calendar = rules.Playbook.Calendars.FirstOrDefault(known => known.Id == policy.Calendar);
            if (calendar is not null && CalendarMath.WorkingTime(calendar, since, since.AddMinutes(1)) == TimeSpan.Zero)
            {
                Outside[policy.Id] = Outside.GetValueOrDefault(policy.Id) + 1;
            }
        }
    }

    public static void Count(Dictionary<(string Of, DateOnly Week), int> counts, string? of, DateOnly week)
    {
        if (of is not null)
        {
            counts[(of, week)] = counts.GetValueOrDefault((of, week)) + 1;
        }
    }

    public static DateOnly WeekOf(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }

    /// <param name="domain">Null for a mail provider's, which is nobody's account.</param>
    private void Route(string leadId, string? domain, Facts facts, DateTimeOffset at)
    {
        var written = domain is null ? null : rules.Playbook.Accounts.GetValueOrDefault(domain);
        var to = Destination.Of(rules.Playbook, facts, (leadId, at), written);
        if (domain is not null && accounts.TryGetValue(domain, out var owner) && owner != written)
        {
            OfAccounts.Add(new OfAccount(domain, owner, at, to, Destination.Of(rules.Playbook, facts, (leadId, at), owner)));
        }
        else
        {
            Count(Counts, to, WeekOf(at));
        }
    }

    private Facts FactsOf(LeadHistory history, Replayed replayed, DateTimeOffset at)
    {
        var lead = KnownThen.LeadAt(history, at) with { Stage = Stage.Mql };
        var score = rules.Model.Score(new ScoringInput(LeadFacts.Of(lead, rules.Domains, at), history.Events, history.Adjustments, default), at);
        return LeadFacts.Of(lead with { Score = score }, rules.Domains, at);
    }

    /// <summary>Of one group only one clock runs: the first whose start fits.</summary>
    private IEnumerable<SlaPolicy> Started(Facts facts, Replayed replayed) => rules.Playbook.Sla
        .Where(policy => policy.During.Contains(Stage.Mql) && policy.Starts.Any(start => start switch
        {
            SlaStart.StageEntered { Stage: Stage.Mql } => start.When.Holds(facts),
            SlaStart.HandRaised => replayed.By is not null && start.When.Holds(facts),
            _ => false,
        }))
        .DistinctBy(policy => policy.Group);
}

/// <param name="Before">Where it goes while nobody owned the account.</param>
/// <param name="Owned">Where it goes once <paramref name="Owner"/> does.</param>
internal sealed record OfAccount(string Domain, string Owner, DateTimeOffset At, string? Before, string? Owned);
