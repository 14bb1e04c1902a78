using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Mailing;

/// <summary>Mails as callers see them.</summary>
internal static class MailJson
{
    public static Answer Preview(Playbook playbook, Sequence sequence, SequenceStep.Send step, Lead? lead)
    {
        var mail = TryMail.Preview(playbook, step, lead);
        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("sequence"u8, sequence.Id);
            writer.WriteString("step"u8, step.Id);
            writer.WriteString("lead"u8, lead?.Id);
            writer.WriteString("from"u8, $"{playbook.Mail!.FromName} <{playbook.Mail.FromAddress}>");
            writer.WriteString("subject"u8, mail.Subject);
            writer.WriteString("html"u8, mail.Html);
            writer.WriteString("text"u8, mail.Text);
            writer.WriteStartArray("links"u8);
            foreach (var link in mail.Links)
            {
                writer.WriteStringValue(link);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    public static Answer Tried(TrySent sent, string to) => Answer.Json(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status"u8, sent.Status);
        writer.WriteString("to"u8, to);
        writer.WriteString("messageId"u8, sent.MessageId);
        writer.WriteString("reason"u8, sent.Reason);
        writer.WriteEndObject();
    });

    public static Answer Mailbox(Page<KeptMail> page) => Answer.Json(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items"u8);
        foreach (var mail in page.Items)
        {
            writer.WriteStartObject();
            WriteHead(writer, mail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("next"u8, page.Next);
        writer.WriteEndObject();
    });

    public static Answer Mail(KeptMail mail) => Answer.Json(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        WriteHead(writer, mail);
        writer.WriteString("fromName"u8, mail.Mail.From.Name);
        writer.WriteString("replyTo"u8, mail.Mail.ReplyTo?.Address);
        writer.WriteString("text"u8, mail.Mail.Text);
        writer.WriteString("html"u8, $"mailbox/{mail.Id}/html");
        writer.WriteStartObject("headers"u8);
        foreach (var (name, value) in mail.Mail.Headers)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void WriteHead(Utf8JsonWriter writer, KeptMail mail)
    {
        writer.WriteString("id"u8, mail.Id);
        writer.WriteString("at"u8, mail.At);
        writer.WriteString("to"u8, mail.Mail.To.Address);
        writer.WriteString("toName"u8, mail.Mail.To.Name);
        writer.WriteString("from"u8, mail.Mail.From.Address);
        writer.WriteString("subject"u8, mail.Mail.Subject);
        writer.WriteString("leadId"u8, mail.LeadId);
        writer.WriteString("kind"u8, mail.Kind);
    }
}
