using LeadFunctions.Domain.Emails;

namespace LeadFunctions.UseCases;

/// <summary>What an email event says against, or for, mail to its address.</summary>
public static class SuppressionOf
{
    /// <param name="stormy">Bounces come on a scale that is rather the provider's fault.</param>
    /// <returns>The same object when the event says nothing.</returns>
    public static Suppression Event(Suppression known, EmailEvent told, bool stormy) => told.Kind switch
    {
        EmailEventKind.HardBounce => known.With(Entry(SuppressionReason.HardBounce, told, stormy)),
        EmailEventKind.Complaint => known.With(Entry(SuppressionReason.Complaint, told)),
        EmailEventKind.Unsubscribe => known.With(Entry(SuppressionReason.Unsubscribe, told)),
        EmailEventKind.Suppressed => known.With(Entry(told.Cause ?? SuppressionReason.Provider, told, stormy)),
        EmailEventKind.SoftBounce => known.WithSoftBounce(told.MessageId ?? told.Id, told.At),
        EmailEventKind.Resubscribe => known.WithOptIn(told.At),
        _ => known,
    };

    private static SuppressionEntry Entry(SuppressionReason reason, EmailEvent told, bool stormy = false) =>
        new(reason, told.At, SignalSource.Webhook(told.Provider), stormy);
}
