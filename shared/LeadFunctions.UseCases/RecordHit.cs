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

    private const int MostHits = 100;
    private const int Tries = 5;

    private readonly Sends _sends = new(leads);

    /// <returns>The mail, for where its link leads; null when there is none of that id.</returns>
    public async Task<SentEmail?> RunAsync(string sendId, int place, string? evidence, string? userAgent, CancellationToken ct)
    {
        var hit = new MailHit(clock.GetUtcNow(), place, evidence);
        FoundSend? found = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            found = await _sends.ByIdAsync(sendId, ct);
            if (found is null || found.Sent.Hits?.Count >= MostHits || IsRepeat(found.Sent.Hits, hit))
            {
                return found?.Sent;
            }

            var noted = found.Sent with { Hits = [.. found.Sent.Hits ?? [], hit] };
            var commit = new Commit { Registers = [Sends.Write(sendId, noted, found.Version)], Messages = [Report(sendId, found.Sent, hit, userAgent)] };
            if (await leads.CommitAsync(commit, ct) == CommitResult.Committed)
            {
                return found.Sent;
            }
        }

        // So many at once are no person; the link works all the same.
        return found?.Sent;
    }

    /// <summary>The same link again within a second: a double click.</summary>
    private static bool IsRepeat(IReadOnlyList<MailHit>? hits, MailHit hit) => hits?.Any(one => one.Place == hit.Place && hit.At - one.At < TimeSpan.FromSeconds(1)) == true;

    private static Outgoing Report(string sendId, SentEmail sent, MailHit hit, string? userAgent)
    {
        var kind = hit.Place == MailHit.Picture ? EmailEventKind.Open : EmailEventKind.Click;
        var id = string.Create(CultureInfo.InvariantCulture, $"{Provider}:{MailToken.Of(sendId)}:{hit.Place}:{hit.At.ToUnixTimeMilliseconds()}");
        var told = new EmailEvent(Provider, id, kind, hit.At)
        {
            SendId = sendId,
            UserAgent = userAgent,
            Url = hit.Place >= 0 ? sent.Links?.ElementAtOrDefault(hit.Place) : null,
            Machine = hit.Place == MailHit.Trap ? ["trap-link"] : hit.Evidence is { } evidence ? [evidence] : null,
        };
        return new Outgoing(new Message.EmailReported(sent.LeadId, [told]), hit.At + Hold);
    }
}
