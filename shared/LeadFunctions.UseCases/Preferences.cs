using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// What the recipient of a mail wants to hear about, purpose by purpose, and what they say about it now. A no to marketing suppresses before this returns, as
/// <see cref="Unsubscribe"/> does; a yes is a consent with its text, and the only thing that ends an earlier unsubscribe. Wakes <see cref="ApplySignal"/> and
/// <see cref="ApplyEmailEvent"/>. Saying the same twice changes nothing.
/// </summary>
public sealed class Preferences(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock)
{
    /// <summary>On the timeline.</summary>
    public const string Signal = "preference-change";

    /// <summary>Of the words on the page; another text, another version.</summary>
    public const string TextVersion = "preferences-1";

    private const string Marketing = "marketing";
    private const int Tries = 16;
    private readonly Sends _sends = new(leads);
    private readonly Suppressions _suppressions = new(leads);

    /// <returns>Null when no mail of that id was ever sent.</returns>
    public async Task<PreferenceState?> FindAsync(string sendId, CancellationToken ct) => (await ReadAsync(sendId, ct))?.State;

    /// <param name="wanted">Purposes that get a yes; all others of the page get a no.</param>
    /// <returns>How it stands now; null when no mail of that id was ever sent.</returns>
    /// <exception cref="StorageException">It could not be written; never say it was.</exception>
    public async Task<PreferenceState?> SaveAsync(string sendId, IReadOnlySet<string> wanted, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await ReadAsync(sendId, ct) is not { } known)
            {
                return null;
            }

            var changed = known.State.Purposes.Where(one => one.Granted != wanted.Contains(one.Purpose)).ToList();
            if (changed.Count == 0)
            {
                return known.State;
            }

            if (await leads.CommitAsync(Change(sendId, known, changed), ct) == CommitResult.Committed)
            {
                return known.State with { Purposes = [.. known.State.Purposes.Select(one => one with { Granted = wanted.Contains(one.Purpose) })] };
            }
        }

        throw new StorageException("the suppression changed under every try");
    }

    private Commit Change(string sendId, Known known, List<PurposeState> changed)
    {
        var (now, token) = (clock.GetUtcNow(), MailToken.Of(sendId));
        var told = changed.FirstOrDefault(one => one.Purpose == Marketing) is { } marketing
            ? new EmailEvent(RecordHit.Provider, $"{RecordHit.Provider}:{token}:preferences:{now.ToUnixTimeMilliseconds()}", marketing.Granted ? EmailEventKind.Unsubscribe : EmailEventKind.Resubscribe, now) { SendId = sendId }
            : null;
        // Unsubscribing withdraws the consent by itself.
        var signals = changed.Where(one => told?.Kind != EmailEventKind.Unsubscribe || one.Purpose != Marketing)
            .Select(one => new Signal($"{RecordHit.Provider}:{token}:{one.Purpose}:{now.ToUnixTimeMilliseconds()}", Signal, now, "preferences") { Consent = new Consent(one.Purpose, !one.Granted, TextVersion) })
            .ToList();
        return new Commit
        {
            Registers = [told is null ? known.Suppression.Unchanged() : known.Suppression.Write(SuppressionOf.Event(known.Suppression.Suppression, told, stormy: false))],
            Messages =
            [
                .. told is null ? [] : new[] { new Outgoing(new Message.EmailReported(known.LeadId, [told])) },
                .. signals.Count == 0 ? [] : new[] { new Outgoing(new Message.SignalArrived(known.LeadId, null, signals)) },
            ],
        };
    }

    private async Task<Known?> ReadAsync(string sendId, CancellationToken ct)
    {
        if (await _sends.ByIdAsync(sendId, ct) is not { } send)
        {
            return null;
        }

        var lead = await leads.FindLeadAsync(send.Sent.LeadId, ct);
        var suppression = await _suppressions.FindAsync(send.Sent.LeadId, ct);
        var purposes = (lead?.Consents ?? []).Select(consent => consent.Purpose).Append(playbooks.Current.Playbook.Mail?.Basis.Purpose ?? Marketing).Distinct().Order(StringComparer.Ordinal);
        var unreachable = suppression.Suppression.Entries.Any(entry => entry.Reason != SuppressionReason.Unsubscribe);
        var unsubscribed = suppression.Suppression.Blocks && suppression.Suppression.Entries.Any(entry => entry.Reason == SuppressionReason.Unsubscribe && !(suppression.Suppression.OptedInAt > entry.At));
        return new Known(send.Sent.LeadId, suppression, new PreferenceState(
            [.. purposes.Select(purpose => new PurposeState(purpose, Granted(lead, purpose) && !(purpose == Marketing && unsubscribed)))],
            CannotReach: unreachable,
            IsGone: lead is null));
    }

    private static bool Granted(Lead? lead, string purpose) => lead?.Consents.Any(consent => consent.Purpose == purpose && consent.Granted) == true;

    private sealed record Known(string LeadId, FoundSuppression Suppression, PreferenceState State);
}

/// <param name="CannotReach">Mail to the address bounced, or somebody complained: a yes alone brings nothing back.</param>
/// <param name="IsGone">Nothing is kept about this person any more.</param>
public sealed record PreferenceState(IReadOnlyList<PurposeState> Purposes, bool CannotReach, bool IsGone);

public sealed record PurposeState(string Purpose, bool Granted);
