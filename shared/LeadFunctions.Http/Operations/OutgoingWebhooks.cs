using LeadFunctions.UseCases;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>The playbook's webhooks: which are switched off since when and why, and switching one on again. Of an address only the host is shown; the rest may be a secret.</summary>
public static class OutgoingWebhooks
{
    private static readonly Answer Enabled = new(StatusCodes.Status200OK, Answer.JsonType, "{\"status\":\"enabled\"}"u8.ToArray());

    public static async Task<Answer> ListAsync(Call call)
    {
        var switches = new Dictionary<string, WebhookSwitch?>();
        foreach (var webhook in call.Site.Playbook.Webhooks)
        {
            switches[webhook.Id] = await WebhookSwitch.FindAsync(call.Surface.Leads, webhook.Id, call.Aborted);
        }

        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("webhooks"u8);
            foreach (var webhook in call.Site.Playbook.Webhooks)
            {
                var off = switches[webhook.Id];
                writer.WriteStartObject();
                writer.WriteString("id"u8, webhook.Id);
                writer.WriteString("host"u8, new Uri(webhook.Url).Host);
                writer.WriteStartArray("events"u8);
                foreach (var name in webhook.Events.DefaultIfEmpty("all"))
                {
                    writer.WriteStringValue(name);
                }

                writer.WriteEndArray();
                writer.WriteBoolean("on"u8, off is null);
                Leads.ScoreJson.WriteInstant(writer, "offSince", off?.OffSince);
                writer.WriteString("reason"u8, off?.Reason);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>A second time finds it on, which is what was wanted.</summary>
    public static async Task<Answer> EnableAsync(Call call)
    {
        if (call.Site.Playbook.Webhooks.All(webhook => webhook.Id != call.Value))
        {
            return Problem.NotFound.ToAnswer();
        }

        await WebhookSwitch.OnAsync(call.Surface.Leads, call.Value, CancellationToken.None);
        return Enabled;
    }
}
