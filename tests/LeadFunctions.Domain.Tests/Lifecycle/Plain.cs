using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;

namespace LeadFunctions.Domain.Tests.Lifecycle;

/// <summary>
/// The lifecycle once more, written down from the rules alone and without the product's table: what a person on a whiteboard would say. Knows the people of
/// b2b by what they are: ana and ben work MQLs, farid closes, jonas looks after customers, maria manages.
/// </summary>
internal sealed record Plain(Stage Stage, string? Owner)
{
    /// <summary>The handoff nobody has answered: its kind, and whom it is for once that is known.</summary>
    public (HandoffKind Kind, string? To)? Offered { get; init; }

    public string? GivenBy { get; init; }

    /// <summary>Customer success gave the customer back.</summary>
    public bool ReturnedByCs { get; init; }

    public bool KickedOff { get; init; }

    public HashSet<string> Answered { get; init; } = [];

    public bool HasCallNotes { get; init; }

    public bool Contacted { get; init; }

    /// <returns>Null where it is refused or something is missing.</returns>
    public Plain? After(Deed deed, string who)
    {
        var mine = Owner is not null && (who == Owner || IsOffice(who));
        return (Stage, deed.Name) switch
        {
            (Stage.Mql, "accept") when mine => this with { Stage = Stage.Sal, Offered = null },
            (Stage.Mql, "accept") when Owner is null && who == "maria" => this with { Stage = Stage.Sal, Owner = "maria", Offered = null },
            (Stage.Sql, "accept") => Accepted(HandoffKind.SdrToAe, who, mine, "farid"),
            (Stage.Customer, "accept") => Accepted(HandoffKind.SalesToCs, who, mine, "jonas"),
            (Stage.Mql or Stage.Sal, "contact") when mine && deed.IsSaid => this with { Contacted = Contacted || deed.IsHuman },
            (Stage.Mql or Stage.Sal, "reject") when mine && deed.IsSaid => Left(Stage.Raw),
            (Stage.Sql, "reject") when deed.IsReturn && Offered is { Kind: HandoffKind.SdrToAe, To: not null } && mine => this with { Stage = Stage.Sal, Owner = GivenBy, Offered = null },
            (Stage.Customer, "reject") when deed.IsReturn && Offered is { Kind: HandoffKind.SalesToCs, To: not null } && mine => this with { Owner = GivenBy, Offered = null, ReturnedByCs = true },
            (Stage.Sal, "qualify") when mine => Qualified(deed),
            (Stage.Sql, "convert") when deed.IsSaid && Takes(HandoffKind.SdrToAe, who, mine, "farid") => this with { Stage = Stage.Opportunity, Offered = null },
            (Stage.Opportunity, "win") when mine && deed.IsSaid => Won(),
            (Stage.Customer, "win") when mine && ReturnedByCs && deed.IsSaid => Won(),
            (Stage.Opportunity, "lose") when mine && deed.IsSaid => Left(Stage.Lost),
            (Stage.Customer, "kickoff") when !KickedOff && Takes(HandoffKind.SalesToCs, who, mine, "jonas") => this with { KickedOff = true, Offered = null },
            (Stage.Mql or Stage.Sal or Stage.Sql or Stage.Opportunity, "recycle") when (mine || (Owner is null && IsOffice(who))) && deed.IsSaid => Left(Stage.Raw),
            (Stage.Raw or Stage.Mql or Stage.Sal or Stage.Sql or Stage.Opportunity, "disqualify") when (mine || (Owner is null && IsOffice(who))) && deed.IsSaid => Left(Stage.Disqualified),
            (Stage.Lost or Stage.Disqualified or Stage.Archived, "reactivate") => this with { Stage = Stage.Raw },
            _ => null,
        };
    }

    /// <summary>What a refused qualification leaves behind.</summary>
    public Plain Heard(Deed deed) => deed.Name == "qualify" && Stage == Stage.Sal && Owner is not null && deed.Answers.Count > 0
        ? this with { Answered = [.. Answered, .. deed.Answers], HasCallNotes = HasCallNotes || deed.HasCallNotes }
        : this;

    /// <summary>Routing has found somebody.</summary>
    public Plain Routed(string person) => Offered is { To: null } open ? this with { Owner = person, Offered = (open.Kind, person) }
        : this with { Owner = person, Offered = Stage == Stage.Mql ? (HandoffKind.MarketingToSales, person) : Offered };

    public bool IsSearched => Offered is { To: null } || (Owner is null && Stage is Stage.Mql or Stage.Sal or Stage.Sql or Stage.Opportunity);

    private static bool IsOffice(string who) => who is "maria" or "admin" or "service";

    /// <summary>It is theirs, or is being handed to them and they act on it.</summary>
    private bool Takes(HandoffKind kind, string who, bool mine, string receiver) => Offered is null ? mine : Accepted(kind, who, mine, receiver) is not null;

    private Plain? Accepted(HandoffKind kind, string who, bool mine, string receiver) =>
        Offered is not { } open || open.Kind != kind ? null
        : open.To is null ? null
        : mine && open.To == receiver ? this with { Offered = null }
        : null;

    private Plain? Qualified(Deed deed)
    {
        var heard = Heard(deed);
        return heard.Answered.IsSupersetOf(["budget", "authority", "need", "timeline"]) && heard.HasCallNotes
            ? heard with { Stage = Stage.Sql, Offered = (HandoffKind.SdrToAe, null), GivenBy = Owner }
            : null;
    }

    private Plain Won() => this with { Stage = Stage.Customer, Offered = (HandoffKind.SalesToCs, null), GivenBy = Owner, ReturnedByCs = false };

    private Plain Left(Stage to) => this with { Stage = to, Owner = null, Offered = null };
}

/// <summary>An action as the whiteboard knows it, with the product's own.</summary>
/// <param name="IsSaid">All that must be said is said.</param>
internal sealed record Deed(string Name, LifecycleAction Action, bool IsSaid = true)
{
    /// <summary>Gives a reason of the handoff list.</summary>
    public bool IsReturn { get; init; }

    public bool IsHuman { get; init; } = true;

    public IReadOnlyList<string> Answers { get; init; } = [];

    public bool HasCallNotes { get; init; }
}
