using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Http.Webhooks;

/// <summary>Puts what a provider told on disk: events as messages, in order per recipient; what is not understood into the quarantine.</summary>
public sealed class WebhookInbox(Call call, string provider)
{
    private const int EventsPerMessage = 10;
    private const int MostKept = 200;
    private const int Tries = 8;

    private readonly Surface _surface = call.Surface;

    /// <returns>After everything is durable; false when the delivery's token was used for another content.</returns>
    public async Task<bool> KeepAsync(WebhookReading.Received received, byte[] body)
    {
        Outgoing[] messages =
        [
            .. OfEmails(received.Emails),
            .. received.Forms.Select(answers => new Outgoing(new Message.FormAnswered(answers))),
            .. received.Wanted.Select(wanted => new Outgoing(wanted)),
        ];
        if (!await AppendAsync(messages, received.Token, body))
        {
            return false;
        }

        foreach (var unknown in received.NotUnderstood.Take(MostKept))
        {
            await _surface.Quarantine.KeepAsync(new Quarantined(provider, unknown.Id, unknown.Type, call.Now, unknown.Raw), call.Now, CancellationToken.None);
        }

        return true;
    }

    private async Task<bool> AppendAsync(Outgoing[] messages, string? token, byte[] body)
    {
        if (token is not null)
        {
            return await OnceAsync(messages, token, _surface.NewId.Of("c", body));
        }

        if (messages.Length > 0)
        {
            await _surface.Queue.EnqueueAsync(messages, CancellationToken.None);
        }

        return true;
    }

    /// <summary>The token and the messages in one commit; the same delivery once more finds them there.</summary>
    private async Task<bool> OnceAsync(Outgoing[] messages, string token, string content)
    {
        if (!await _surface.QueueHasRoom(CancellationToken.None))
        {
            throw new QueueFullException(TimeSpan.FromSeconds(5));
        }

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var found = await _surface.Receipts.FindAsync(token, call.Now, CancellationToken.None);
            if (found.Value is { } used)
            {
                return JsonSerializer.Deserialize(used, WireJson.Default.Receipt)?.Content == content;
            }

            var written = found.Write(JsonSerializer.Serialize(new Receipt(call.Now, content), WireJson.Default.Receipt));
            if (await _surface.Leads.CommitAsync(new Commit { Registers = [written], Messages = messages }, CancellationToken.None) == CommitResult.Committed)
            {
                return true;
            }
        }

        throw new StorageException("The same delivery is being stored by many at once.");
    }

    private IEnumerable<Outgoing> OfEmails(IReadOnlyList<EmailEvent> events) =>
        from told in events
        group told by AboutOf(told) into aboutOne
        from some in aboutOne.Chunk(EventsPerMessage)
        select new Outgoing(new Message.EmailReported(aboutOne.Key, some));

    private string AboutOf(EmailEvent told) =>
        told.Recipient is { } email ? _surface.NewId.LeadIdOf(email) : $"m:{provider}:{told.MessageId ?? told.Id}";
}
