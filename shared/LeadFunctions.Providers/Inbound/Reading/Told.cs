using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Reading;

/// <summary>Gathers what one delivery tells: events, and what nobody understands.</summary>
internal sealed class Told(string provider, DateTimeOffset now)
{
    private readonly List<EmailEvent> _events = [];
    private readonly List<NotUnderstood> _unknown = [];

    public DateTimeOffset Now => now;

    public void Add(EmailEvent told) => _events.Add(told);

    /// <param name="type">As the provider calls it; null when it does not say.</param>
    /// <param name="id">The provider's own, if it gives one.</param>
    public void Unknown(string? type, JsonElement raw, string? id = null) =>
        _unknown.Add(new NotUnderstood(EventId.Of(provider, id is null ? null : $"{type}:{id}", raw.GetRawText()), PlainText.Line(type ?? "none", 100), Payload.Raw(raw)));

    public WebhookReading.Received All(string? token = null) => new() { Emails = _events, NotUnderstood = _unknown, Token = token };
}
