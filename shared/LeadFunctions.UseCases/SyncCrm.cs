using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// An event for an outside system -> one signed post. What fails is tried again by the schedule, as a message of its own, and ends as a dead letter; 410
/// switches the endpoint off until somebody switches it on again.
/// </summary>
public sealed class SyncCrm(ILeadStore leads, PlaybookShelf playbooks, SendWebhook send, TimeProvider clock) : IHandle<Message.WebhookDue>
{
    /// <summary>Waits before the second and every further attempt.</summary>
    public static readonly IReadOnlyList<TimeSpan> Schedule =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(10),
    ];

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.WebhookDue> messages, CancellationToken ct)
    {
        var due = messages[0];
        if (playbooks.Current.Playbook.Webhooks.FirstOrDefault(webhook => webhook.Id == due.Endpoint) is not { } endpoint)
        {
            return new Outcome.DeadLetter("no such webhook in the playbook: " + due.Endpoint);
        }

        if (await WebhookSwitch.FindAsync(leads, endpoint.Id, ct) is not null)
        {
            return new Outcome.Skipped("switched off");
        }

        switch (await send(endpoint, due.EventId, due.Body, ct))
        {
            case WebhookResult.Delivered:
                return new Outcome.Done(Commit.Nothing);
            case WebhookResult.Gone:
                await new WebhookSwitch(clock.GetUtcNow(), "answered 410: wants no more").OffAsync(leads, endpoint.Id, ct);
                return new Outcome.DeadLetter("answered 410: the endpoint is switched off");
            case WebhookResult.Busy:
                return Later(due, Turn);
            case WebhookResult.Failed failed when due.Attempt < Schedule.Count:
                return Later(due with { Attempt = due.Attempt + 1 }, Longer(Schedule[due.Attempt], failed.Wait));
            case WebhookResult.Failed failed:
                return new Outcome.DeadLetter($"{failed.Reason}, after {Schedule.Count + 1} attempts");
            default:
                throw new InvalidOperationException("a result nobody knows");
        }
    }

    private Outcome.Done Later(Message.WebhookDue due, TimeSpan wait) => new(new Commit { Messages = [new Outgoing(due, clock.GetUtcNow() + wait)] });

    private static TimeSpan Longer(TimeSpan scheduled, TimeSpan? asked) => asked > scheduled ? (asked < LongestWait ? asked.Value : LongestWait) : scheduled;
}
