using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Lists;

namespace LeadFunctions.UseCases;

/// <summary>What an email event is on a lead's timeline: a signal for what people do, an entry for what became of the email.</summary>
public static class EmailSignals
{
    public const string Open = "email-open";
    public const string Click = "email-click";
    public const string Unsubscribe = "unsubscribe";
    public const string Complaint = "email-complaint";

    private static readonly string[] ApplePrefetch = ["apple-prefetch"];
    private static readonly string[] UserAgent = ["user-agent"];

    /// <returns>Null when nobody did anything.</returns>
    public static Signal? Of(EmailEvent told) => told.Kind switch
    {
        EmailEventKind.Open => Engagement(told, Open),
        EmailEventKind.Click => Engagement(told, Click) with { Page = told.Url is { } url ? new PageView(url) : null },
        EmailEventKind.Unsubscribe => Withdrawal(told, Unsubscribe),
        EmailEventKind.Complaint => Withdrawal(told, Complaint),
        _ => null,
    };

    /// <returns>Null for what is a signal.</returns>
    public static Activity? ActivityOf(ToldEmail told) => told.Event.Kind is EmailEventKind.Open or EmailEventKind.Click or EmailEventKind.Unsubscribe or EmailEventKind.Complaint
        ? null
        : new Activity.EmailOutcome(told.Event.Id, told.Event.At, told.Event.Provider, told.Event.Kind, told.Send?.SendId, told.Event.Reason) { By = told.Event.Provider };

    public static bool IsMachine(EmailEvent told) => Evidence(told) is not null;

    /// <summary>Why an open or click is a machine's; null without evidence. The provider's own word comes first.</summary>
    public static IReadOnlyList<string>? Evidence(EmailEvent told) =>
        told.Machine is { Count: > 0 } said ? said
        // Apple Mail loads pictures in the background whether anybody reads or not, under this bare name; a click of that name may be anybody's.
        : told.Kind == EmailEventKind.Open && told.UserAgent?.Trim() == "Mozilla/5.0" ? ApplePrefetch
        : Bots.IsBot(told.UserAgent) ? UserAgent
        : null;

    private static Signal Engagement(EmailEvent told, string name)
    {
        var evidence = Evidence(told);
        return new Signal(told.Id, name, told.At, SignalSource.Webhook(told.Provider))
        {
            Verdict = evidence is null ? Verdict.Unknown : Verdict.Machine,
            VerdictReasons = evidence,
        };
    }

    private static Signal Withdrawal(EmailEvent told, string name) =>
        new(told.Id, name, told.At, SignalSource.Webhook(told.Provider)) { Consent = new Consent("marketing", false) };
}
