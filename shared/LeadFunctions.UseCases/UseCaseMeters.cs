using System.Diagnostics.Metrics;

namespace LeadFunctions.UseCases;

/// <summary>What the steps count about the outside world. No personal data: providers, kinds, reasons.</summary>
public static class UseCaseMeters
{
    public const string Name = "LeadFunctions.UseCases";

    private static readonly Meter Meter = new(Name);

    /// <summary>Events of email providers that took effect, by provider, kind, and whether the email was found to be ours.</summary>
    public static readonly Counter<long> EmailEvents = Meter.CreateCounter<long>("leadfunctions.email.events");

    /// <summary>Hard bounces amid so many that the provider is suspected. An alarm.</summary>
    public static readonly Counter<long> BounceStorms = Meter.CreateCounter<long>("leadfunctions.email.bounce_storms");

    /// <summary>Pauses of all mail to leads, because too many complained. An alarm.</summary>
    public static readonly Counter<long> Brakes = Meter.CreateCounter<long>("leadfunctions.email.brakes");
}
