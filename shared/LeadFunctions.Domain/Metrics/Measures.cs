namespace LeadFunctions.Domain.Metrics;

/// <summary>What buckets count, by name. Stored: never rename one.</summary>
public static class Measures
{
    public const string Entered = "entered";
    public const string Won = "won";
    public const string Lost = "lost";

    /// <summary>Cents of won deals.</summary>
    public const string Amount = "amount";
    public const string Cycles = "cycle.n";
    public const string CycleTime = "cycle.ms";
    public const string Responses = "response.n";
    public const string InFiveMinutes = "response.5m";
    public const string Rejected = "rejected";
    public const string Met = "sla.met";
    public const string Breached = "sla.breached";
    public const string Sent = "sent";
    public const string Opened = "opened";
    public const string Clicked = "clicked";
    public const string Unsubscribed = "unsubscribed";
    public const string Bounced = "bounced";

    /// <summary>Prefix: leads that are in a stage now.</summary>
    public const string Now = "now.";

    /// <summary>Prefix: leads that are in a band now.</summary>
    public const string Band = "band.";

    /// <summary>Prefix: leads that were ever in a stage, or in a later one.</summary>
    public const string Reached = "reached.";

    /// <summary>Prefix: how often leads came to a stage.</summary>
    public const string Times = "to.";

    /// <summary>Prefix: rejects by reason.</summary>
    public const string Reason = "reject.";

    /// <summary>Prefix of a histogram (<see cref="LogBuckets"/>).</summary>
    public const string ResponseIn = "response.h";

    /// <summary>Prefix: responses by <see cref="LogBuckets.Steps"/>.</summary>
    public const string ResponseStep = "response.s";

    /// <summary>Runs whose mail is held at a step (<c>at:welcome</c>), by the reason.</summary>
    public static string Held(string at, string why) => $"held:{at}{Families.Tab}{why}";

    public static string SlaMet(string policy) => "sla.met." + policy;

    public static string SlaBreached(string policy) => "sla.breached." + policy;

    public static string Stays(string stage) => $"stay.{stage}.n";

    public static string StayTime(string stage) => $"stay.{stage}.ms";

    /// <summary>Prefix of a histogram.</summary>
    public static string StayIn(string stage) => $"stay.{stage}.h";
}
