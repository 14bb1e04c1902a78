using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Nurture;

namespace LeadFunctions.Http.Mailing;

/// <summary>
/// What a recipient wants to hear about: a box for each purpose, and a button that stops everything. A GET changes nothing, as scanners follow every link. The page
/// says no name and no address: a mail may have been forwarded.
/// </summary>
public static class PreferencePage
{
    private const string Box = "want";

    public static async Task<Answer> ShowAsync(Call call) =>
        MailToken.Read(call.Value) is { } sendId && await call.Surface.Preferences.FindAsync(sendId, call.Aborted) is { } state
            ? Page(call, state, saved: false)
            : PlainPage.NoSuchLink(call);

    public static async Task<Answer> SaveAsync(Call call)
    {
        if (MailToken.Read(call.Value) is not { } sendId)
        {
            return PlainPage.NoSuchLink(call);
        }

        var read = await FormBody.ReadAsync(call.Http, call.Limits);
        if (read.Value is not { } inputs)
        {
            return read.Problem!.ToAnswer();
        }

        var wanted = inputs.All.Where(input => input.Key == Box).Select(input => input.Value).ToHashSet(StringComparer.Ordinal);
        return await call.Surface.Preferences.SaveAsync(sendId, wanted, CancellationToken.None) is { } state ? Page(call, state, saved: true) : PlainPage.NoSuchLink(call);
    }

    private static Answer Page(Call call, PreferenceState state, bool saved)
    {
        var company = call.Site.Playbook.Mail?.Company is { Length: > 0 } told ? told : "us";
        var said = saved ? "<p class=\"said\" role=\"status\">Saved. It counts from now on; what is on its way already may still arrive.</p>" : "";
        if (state.IsGone)
        {
            return PlainPage.Of("Nothing is kept about you", said + "<p>We keep no data about this address any more, and send it nothing.</p>");
        }

        var boxes = string.Concat(state.Purposes.Select(purpose => $"""
            <label><input type="checkbox" name="{Box}" value="{PlainPage.E(purpose.Purpose)}"{(purpose.Granted ? " checked" : "")}><span>{PlainPage.E(Words(purpose.Purpose, company))}</span></label>
            """));
        return PlainPage.Of("What may we send you?", $"""
            {said}
            <p>Choose what {PlainPage.E(company)} may write to you about. Leave a box empty and we stop.</p>
            {(state.CannotReach ? "<p class=\"said\">Mail to this address came back or was reported, so nothing is sent to it for now, whatever you choose here.</p>" : "")}
            <form method="post"><fieldset>{boxes}</fieldset><button>Save</button></form>
            <form method="post"><button class="quiet">Stop all of it</button></form>
            <p class="dim">Answers to your own questions and messages about a contract are not marketing; you get them all the same.</p>
            """);
    }

    private static string Words(string purpose, string company) =>
        purpose == "marketing" ? $"Product news, tips and offers from {company} by email" : char.ToUpperInvariant(purpose[0]) + purpose[1..].Replace('-', ' ');
}
