using System.Globalization;
using LeadFunctions.Domain.Emails;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// Somebody came by a link or the picture of a mail: noted at once, and judged a short while later together with its neighbours. Wakes
/// <see cref="ApplyEmailEvent"/>. A mail nobody knows changes nothing.
/// </summary>
public sealed class RecordHit(ILeadStore leads, TimeProvider clock)
{
    /// <summary>Of events about our own links and pictures.</summary>
    public const string Provider = "own";

    /// <summary>So long a click is provisional.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(20);

    private const int Tries = 5;

    private readonly Sends _sends = new(leads);

    /// <returns>The mail, for where its link leads, and when the click that counts was; null when there is no mail of that id.</returns>
    public async Task<HitTaken?> RunAsync(string sendId, int place, HitFrom from, CancellationToken ct)
    {
        var hit = new MailHit(clock.GetUtcNow(), place, from.Evidence) { Client = from.Client };
        FoundSend? found = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            found = await _sends.ByIdAsync(sendId, ct);
            if (found is null || found.Sent.Hits?.Count >= MailHits.Most || RepeatOf(found.Sent.Hits, hit) is not null)
            {
                return found is null ? null : new HitTaken(found.Sent, RepeatOf(found.Sent.Hits, hit)?.At);
            }

            var noted = found.Sent with { Hits = [.. found.Sent.Hits ?? [], hit] };
            var commit = new Commit { Registers = [Sends.Write(sendId, noted, found.Version)], Messages = [Report(sendId, found.Sent, hit, from.UserAgent)] };
            if (await leads.CommitAsync(commit, ct) == CommitResult.Committed)
            {
                return new HitTaken(found.Sent, hit.At);
            }
        }

        // So many at once are no person; the link works all the same.
        return found is null ? null : new HitTaken(found.Sent, null);
    }

    /// <summary>Of the event that tells of a hit on our own address.</summary>
    public static string IdOf(string sendId, MailHit hit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Provider}:{MailToken.Of(sendId)}:{hit.Place}:{hit.At.ToUnixTimeMilliseconds()}");

    /// <summary>The same link again within a second: a double click.</summary>
    private static MailHit? RepeatOf(IReadOnlyList<MailHit>? hits, MailHit hit) => hits?.FirstOrDefault(one => one.Event is null && one.Place == hit.Place && hit.At - one.At < TimeSpan.FromSeconds(1));

    private static Outgoing Report(string sendId, SentEmail sent, MailHit hit, string? userAgent)
    {
        var told = new EmailEvent(Provider, IdOf(sendId, hit), hit.Place == MailHit.Picture ? EmailEventKind.Open : EmailEventKind.Click, hit.At)
        {
            SendId = sendId,
            UserAgent = userAgent,
            Url = hit.Place >= 0 ? sent.Links?.ElementAtOrDefault(hit.Place) : null,
            Machine = hit.Place == MailHit.Trap ? ["trap-link"] : hit.Evidence is { } evidence ? [evidence] : null,
        };
        return new Outgoing(new Message.EmailReported(sent.LeadId, [told]), hit.At + Hold);
    }
}

/// <summary>What a request for a link or picture says about who came.</summary>
/// <param name="Evidence">Of a machine; null without any.</param>
/// <param name="Client">A keyed hash of address and user agent; null when there is nothing to tell clients apart by.</param>
public sealed record HitFrom(string? Evidence, string? UserAgent, string? Client);

/// <param name="At">When the click was that is judged; null when there were too many to take one more.</param>
public sealed record HitTaken(SentEmail Sent, DateTimeOffset? At);
