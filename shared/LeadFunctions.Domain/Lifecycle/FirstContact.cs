using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>The first time a person reached out to the lead since it last became an MQL.</summary>
public sealed record FirstContact(DateTimeOffset At, string By, string Channel, string Outcome)
{
    /// <summary>From becoming an MQL, in the working time of the clock that counted; null where no clock ran.</summary>
    public TimeSpan? WorkingTime { get; init; }

    /// <summary>From becoming an MQL, on the wall.</summary>
    public TimeSpan? WallTime { get; init; }

    /// <summary>The lead with the working time of the clock that its first contact has just stopped.</summary>
    public static Lead Measured(Lead lead) =>
        lead.FirstContact is { WorkingTime: null } first
        && lead.Clocks.FirstOrDefault(clock => clock is { EndedOn: "contact", WorkingResponse: not null } && (first.At - clock.EndedAt)?.Duration() < TimeSpan.FromMilliseconds(1)) is { } clock
            ? lead with { FirstContact = first with { WorkingTime = clock.WorkingResponse } }
            : lead;
}

/// <summary>Since when a lead is back in nurture, and until when only what it does anew can bring it to sales again.</summary>
public sealed record Recycling(DateTimeOffset At, DateTimeOffset CooldownUntil, string Reason);
