using LeadFunctions.UseCases;

namespace LeadFunctions.Cloud.Bus;

/// <summary>The queues of the deployment: one per step of <see cref="Flow"/>, and the one that Event Grid writes to. Whoever looks through all of them looks here.</summary>
public static class Queues
{
    /// <summary>What Communication Services tells of mails; it names recipients.</summary>
    public const string EmailEvents = "email-events";

    public static readonly IReadOnlyList<string> All = [.. Flow.Steps.Select(step => step.Name), EmailEvents];
}
