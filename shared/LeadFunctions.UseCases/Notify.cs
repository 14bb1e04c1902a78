using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// Tells one person on one channel: claim (permanent effect key), send, record. A crash between claim and record is repeated only on a channel
/// that recognises the key; elsewhere it stays <c>unknown</c>, visible on the timeline, and is not sent again.
/// </summary>
public sealed class Notify(ILeadStore leads, PlaybookShelf playbooks, NotifierSet notifiers, ExplainScore explain, TimeProvider clock) : IHandle<Message.NotificationDue>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.NotificationDue> messages, CancellationToken ct)
    {
        var due = messages[0];
        var person = playbooks.Current.Playbook.People.FirstOrDefault(someone => someone.Id == due.PersonId);
        if (person is null || notifiers.Find(due.Channel) is not { } channel)
        {
            return new Outcome.DeadLetter(person is null ? "no such person in the playbook" : "no such channel: " + due.Channel);
        }

        if (await leads.FindLeadAsync(due.LeadId, ct) is not { } lead)
        {
            return new Outcome.Skipped("the lead is gone");
        }

        var (state, version) = await StateAsync(due.EffectKey, ct);
        if (state is EffectState.Sent or EffectState.Unknown)
        {
            return new Outcome.Skipped("already told");
        }

        if (state is EffectState.Claimed && !channel.Deduplicates)
        {
            return Recorded(due, person, EffectState.Unknown, version);
        }

        if (await leads.CommitAsync(new Commit { Registers = [Effect(due.EffectKey, EffectState.Claimed, version)] }, ct) == CommitResult.Conflict)
        {
            return new Outcome.RetryLater("somebody else holds this effect");
        }

        var claimed = await StateAsync(due.EffectKey, ct);
        var card = await explain.RunAsync(lead.Id, clock.GetUtcNow(), ct);
        return await SendAsync(due, person, channel, Compose.Notification(due, lead, person, card, playbooks.Current.Playbook, clock.GetUtcNow()), claimed.Version, ct);
    }

    private async Task<Outcome> SendAsync(
        Message.NotificationDue due, Person person, INotifier channel, Notification notification, long version, CancellationToken ct)
    {
        switch (await channel.SendAsync(notification, ct))
        {
            case NotifyResult.Sent:
                return Recorded(due, person, EffectState.Sent, version);
            case NotifyResult.Ambiguous when !channel.Deduplicates:
                return Recorded(due, person, EffectState.Unknown, version);
            case NotifyResult.Ambiguous ambiguous:
                return new Outcome.RetryLater(ambiguous.Reason);
            case NotifyResult.Failed failed:
                await leads.CommitAsync(new Commit { Registers = [Effect(due.EffectKey, EffectState.Free, version)] }, ct);
                return failed.ForGood ? new Outcome.DeadLetter(failed.Reason) : new Outcome.RetryLater(failed.Reason, failed.RetryAfter);
            default:
                throw new InvalidOperationException("a result nobody knows");
        }
    }

    private Outcome.Done Recorded(Message.NotificationDue due, Person person, string state, long version) =>
        new(new Commit
        {
            ActivitiesOf = due.LeadId,
            Activities = [new Activity.Notified(due.EffectKey, clock.GetUtcNow(), due.Channel, person.Id, due.Reason, state)],
            Registers = [Effect(due.EffectKey, state, version)],
        });

    private async Task<(string State, long Version)> StateAsync(string effectKey, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Effects, effectKey, ct) is { } entry
            ? (JsonSerializer.Deserialize(entry.Value, WireJson.Default.String) ?? EffectState.Free, entry.Version)
            : (EffectState.Free, 0);

    private static RegisterWrite Effect(string key, string state, long version) =>
        new(RegisterNames.Effects, key, JsonSerializer.Serialize(state, WireJson.Default.String), version);
}

/// <summary>How far an effect is, as stored under its key.</summary>
public static class EffectState
{
    public const string Free = "free";
    public const string Claimed = "claimed";
    public const string Sent = "sent";
    public const string Unknown = "unknown";
}
