using System.Text.Json.Serialization;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>A lead going from one team to another with everything the receiver needs (semantics 6). The packet is frozen in the activity that offered it.</summary>
/// <param name="Id"><c>handoff:{kind}:{unix ms}</c>.</param>
/// <param name="ToPersonId">Null until routing has found the receiver.</param>
public sealed record Handoff(string Id, HandoffKind Kind, DateTimeOffset OfferedAt, string OfferedBy, string? FromPersonId, string? ToPersonId)
{
    public HandoffState State { get; init; } = HandoffState.Offered;

    public DateTimeOffset? AnsweredAt { get; init; }

    public string? AnsweredBy { get; init; }

    /// <summary>Why it was returned.</summary>
    public string? Reason { get; init; }
}

public enum HandoffKind
{
    [JsonStringEnumMemberName("marketing-to-sales")]
    MarketingToSales,
    [JsonStringEnumMemberName("sdr-to-ae")]
    SdrToAe,
    [JsonStringEnumMemberName("sales-to-cs")]
    SalesToCs,
}

public enum HandoffState
{
    [JsonStringEnumMemberName("offered")]
    Offered,
    [JsonStringEnumMemberName("accepted")]
    Accepted,
    [JsonStringEnumMemberName("returned")]
    Returned,

    /// <summary>The lead left the stage before anybody answered.</summary>
    [JsonStringEnumMemberName("lapsed")]
    Lapsed,
}

/// <summary>One entry of a packet: <c>source</c>, <c>engagement</c>, <c>budget</c> ..., with what to call it and what it says, line by line.</summary>
public sealed record PacketEntry(string Name, string Label, IReadOnlyList<string> Lines);
