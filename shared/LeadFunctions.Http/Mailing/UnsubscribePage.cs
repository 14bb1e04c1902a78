using LeadFunctions.UseCases.Nurture;

namespace LeadFunctions.Http.Mailing;

/// <summary>
/// Stops marketing mail. A GET only shows a button, as link scanners follow every link; the POST acts, by that button or by a mail program's own (RFC 8058): without
/// a cookie, a login or an origin, whatever its body says.
/// </summary>
public static class UnsubscribePage
{
    public static Task<Answer> ShowAsync(Call call) => Task.FromResult(MailToken.Read(call.Value) is null
        ? PlainPage.NoSuchLink(call)
        : PlainPage.Of("Unsubscribe", $"""
            <p>Stop all marketing mail from {PlainPage.E(call.Site.Playbook.Mail?.Company ?? "us")} to this address?</p>
            <form method="post"><button>Unsubscribe</button></form>
            <p class="dim"><a href="../p/{PlainPage.E(call.Value)}">Choose what to get instead</a></p>
            """));

    public static async Task<Answer> StopAsync(Call call) =>
        MailToken.Read(call.Value) is { } sendId && await call.Surface.Unsubscribe.RunAsync(sendId, CancellationToken.None)
            ? PlainPage.Of("Done", "<p>You will get no more marketing mail at this address. What is on its way already may still arrive.</p>")
            : PlainPage.NoSuchLink(call);
}
