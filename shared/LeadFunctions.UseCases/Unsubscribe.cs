using LeadFunctions.Domain.Emails;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A recipient wants no more marketing mail (RFC 8058): suppressed when this returns, so no mail is claimed after the answer. The rest, the signal, the consent
/// taken back, the runs that end, follows by <see cref="ApplyEmailEvent"/>. Asking twice changes nothing.
/// </summary>
public sealed class Unsubscribe(ILeadStore leads, TimeProvider clock)
{
    private const int Tries = 16;
    private readonly Sends _sends = new(leads);
    private readonly Suppressions _suppressions = new(leads);

    /// <returns>False when no mail of that id was ever sent.</returns>
    /// <exception cref="StorageException">It could not be written; never say it was.</exception>
    public async Task<bool> RunAsync(string sendId, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await _sends.ByIdAsync(sendId, ct) is not { } send)
            {
                return false;
            }

            var known = await _suppressions.FindAsync(send.Sent.LeadId, ct);
            var id = $"{RecordHit.Provider}:{MailToken.Of(sendId)}:unsubscribe:{known.Suppression.OptedInAt?.ToUnixTimeMilliseconds() ?? 0}";
            if (known.Suppression.Entries.Any(entry => entry.Reason == SuppressionReason.Unsubscribe) && known.Suppression.Blocks)
            {
                return true;
            }

            var told = new EmailEvent(RecordHit.Provider, id, EmailEventKind.Unsubscribe, clock.GetUtcNow()) { SendId = sendId };
            var commit = new Commit
            {
                Registers = [known.Write(SuppressionOf.Event(known.Suppression, told, stormy: false))],
                Messages = [new Outgoing(new Message.EmailReported(send.Sent.LeadId, [told]))],
            };
            if (await leads.CommitAsync(commit, ct) == CommitResult.Committed)
            {
                return true;
            }
        }

        throw new StorageException("the suppression changed under every try");
    }
}
