using System.Diagnostics.Metrics;

namespace LeadFunctions.Http;

/// <summary>What the surface counts. No personal data: routes, statuses, reasons.</summary>
public static class HttpMeters
{
    public const string Name = "LeadFunctions.Http";

    private static readonly Meter Meter = new(Name);

    /// <summary>Events of browsers that refuse to be followed, or told no id: counted and dropped.</summary>
    public static readonly Counter<long> AnonymousEvents = Meter.CreateCounter<long>("leadfunctions.track.anonymous");

    /// <summary>Events refused, by reason.</summary>
    public static readonly Counter<long> RejectedEvents = Meter.CreateCounter<long>("leadfunctions.track.rejected");

    /// <summary>What providers sent, by provider and result: events accepted and not understood, calls refused with the reason.</summary>
    public static readonly Counter<long> Webhooks = Meter.CreateCounter<long>("leadfunctions.webhooks");

    /// <summary>Requests refused, by route and status.</summary>
    public static readonly Counter<long> LostHits = Meter.CreateCounter<long>("leadfunctions.mail.lost_hits");

    /// <summary>Answers that are problems, by route and status.</summary>
    public static readonly Counter<long> Problems = Meter.CreateCounter<long>("leadfunctions.http.problems");
}
