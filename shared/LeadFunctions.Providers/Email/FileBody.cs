using System.Text.Encodings.Web;
using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Email;

/// <summary>The <c>.json</c> beside each mail of the mailbox folder.</summary>
internal sealed record FileBody(string MessageId, DateTimeOffset At, EmailMessage Mail)
{
    public static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
