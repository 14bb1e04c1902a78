using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// Emails sent, so that what providers report finds its email. Whoever sends writes the <see cref="SentEmail"/> in the commit of its claim, before the provider
/// is called, and gives the send's id along as <see cref="SendMark"/>; once the provider has named the message, that name is kept too.
/// </summary>
public sealed class Sends(ILeadStore leads)
{
    /// <summary>The id of an effect's one email: <c>send_</c> and 32 hex digits.</summary>
    public static string IdOf(NewId ids, string effectKey) => ids.Of("send", Encoding.UTF8.GetBytes(effectKey));

    public static RegisterWrite Write(string sendId, SentEmail sent, long version) =>
        new(RegisterNames.Sends, sendId, JsonSerializer.Serialize(sent, WireJson.Default.SentEmail), version);

    /// <summary>The other way in: by the name the provider gave the message.</summary>
    public static RegisterWrite Name(string provider, string messageId, string sendId) =>
        new(RegisterNames.SendIds, KeyOf(provider, messageId), JsonSerializer.Serialize(sendId, WireJson.Default.String), 0);

    /// <summary>The email an event is about, by our mark or else by the provider's message id; null when it is none of ours.</summary>
    public async Task<FoundSend?> FindAsync(EmailEvent told, CancellationToken ct)
    {
        if (told.SendId is { } marked && await ByIdAsync(marked, ct) is { } byMark)
        {
            return byMark;
        }

        return told.MessageId is { } messageId && await leads.FindRegisterAsync(RegisterNames.SendIds, KeyOf(told.Provider, messageId), ct) is { } named
            ? await ByIdAsync(JsonSerializer.Deserialize(named.Value, WireJson.Default.String)!, ct)
            : null;
    }

    public async Task<FoundSend?> ByIdAsync(string sendId, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Sends, sendId, ct) is { } entry
            ? new FoundSend(sendId, JsonSerializer.Deserialize(entry.Value, WireJson.Default.SentEmail)!, entry.Version)
            : null;

    /// <summary>The key of a mail by the name its provider gave it.</summary>
    public static string KeyOf(string provider, string messageId) => provider + ":" + messageId;
}

/// <summary>One email as its sender knows it. Stored by its send id.</summary>
/// <param name="EffectKey">Of the send: permanent, one email.</param>
/// <param name="MessageId">Null until the provider has answered.</param>
/// <param name="At">When it was claimed.</param>
public sealed record SentEmail(string EffectKey, string LeadId, string Provider, string? MessageId, DateTimeOffset At)
{
    /// <summary>Where its links lead, in order; a click leads there and nowhere else.</summary>
    public IReadOnlyList<string>? Links { get; init; }

    /// <summary>Who came by its links and its picture, oldest first; the first hundred. Null: nobody.</summary>
    public IReadOnlyList<MailHit>? Hits { get; init; }

    /// <summary>What providers told; null before the first word.</summary>
    public SendProgress? Progress { get; init; }
}

public sealed record FoundSend(string SendId, SentEmail Sent, long Version);
