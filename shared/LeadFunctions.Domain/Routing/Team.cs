using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Routing;

/// <summary>Somebody leads can be assigned to.</summary>
/// <param name="Role"><c>bdr</c>, <c>ae</c>, <c>senior-ae</c>, <c>cs</c>, <c>manager</c>.</param>
public sealed record Person(string Id, string Name, string Email, string Role)
{
    public string? Manager { get; init; }

    public bool Active { get; init; } = true;

    public IReadOnlyList<string> Skills { get; init; } = [];

    public IReadOnlyList<string> Territories { get; init; } = [];

    public string? Calendar { get; init; }

    /// <summary>IANA name; null takes the calendar's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>How this person is told; none takes the playbook's.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>When they are not disturbed, by their own clock, unless a lead is hot.</summary>
    public QuietTime? Quiet { get; init; }

    /// <summary>Their member id at Slack, for mentions.</summary>
    public string? SlackId { get; init; }

    public IReadOnlyList<Away> Away { get; init; } = [];

    /// <summary>Most open leads at once; null is no cap.</summary>
    public int? MaxOpen { get; init; }

    /// <summary>Most assignments in any 24 hours.</summary>
    public int? MaxPerDay { get; init; }

    /// <summary>Most assignments in any 7 days.</summary>
    public int? MaxPerWeek { get; init; }

    /// <summary>The highest of the caps per period; null when there is none.</summary>
    public int? MostPerPeriod => MaxPerDay is null && MaxPerWeek is null ? null : Math.Max(MaxPerDay ?? 0, MaxPerWeek ?? 0);
}

/// <summary>From a time of day until another; past midnight when <paramref name="Until"/> is not later.</summary>
public sealed record QuietTime(TimeOnly From, TimeOnly Until);

public sealed record Away(DateTimeOffset From, DateTimeOffset Until, string? Why);

/// <summary>A team's rotation.</summary>
public sealed record Pool(string Id, string Name, IReadOnlyList<PoolMember> Members);

public sealed record PoolMember(string PersonId, int Weight = 1);

/// <summary>One line of the routing list.</summary>
/// <param name="Kind">One of the seed's six, or <c>named</c>: for the explanation and the report.</param>
/// <param name="ChargesTurn">Whether an assignment by this rule uses up a turn in the pool's rotation.</param>
public sealed record RoutingRule(string Id, RoutingKind Kind, Condition When, RouteTo To, bool ChargesTurn);

public enum RoutingKind
{
    RoundRobin,
    Territory,
    AccountOwner,
    Segment,
    Score,
    Specialty,
    Named,
}

/// <summary>Whom a routing rule names.</summary>
public abstract record RouteTo
{
    private RouteTo()
    {
    }

    /// <summary>The rotation of a pool; members must have the skill or territory if one is asked for (<c>$country</c> style names take the lead's fact).</summary>
    public sealed record InPool(string PoolId, string? Skill, string? Territory) : RouteTo;

    public sealed record ToPerson(string PersonId) : RouteTo;

    /// <summary>Whoever owns the lead's account (by email domain), if anybody does.</summary>
    public sealed record AccountOwner : RouteTo;
}

/// <summary>Working hours: windows per weekday in a zone, less holidays. A window may end at 24:00, or after midnight (end &lt;= start).</summary>
public sealed record WorkCalendar(string Id, string TimeZone, IReadOnlyList<WorkWindow> Windows, IReadOnlyList<DateOnly> Holidays);

public sealed record WorkWindow(DayOfWeek Day, TimeOnly From, TimeOnly Until);
