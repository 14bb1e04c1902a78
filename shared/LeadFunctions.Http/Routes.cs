using LeadFunctions.Domain.Identity;
using LeadFunctions.Http.Auth;
using LeadFunctions.Http.Claims;
using LeadFunctions.Http.Forms;
using LeadFunctions.Http.Hygiene;
using LeadFunctions.Http.Leads;
using LeadFunctions.Http.Mailing;
using LeadFunctions.Http.Operations;
using LeadFunctions.Http.Playbooks;
using LeadFunctions.Http.Tracking;
using LeadFunctions.Http.Transfer;
using LeadFunctions.Http.Webhooks;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http;

/// <summary>The whole surface on one page, in the order in which paths are tried.</summary>
public static class Routes
{
    public static readonly IReadOnlyList<Route> All =
    [
        new("track", "POST", "track", Access.Public, Track.RunAsync) { Hot = true, Origins = (site, _) => site.Origins, Summary = "Page views and other signals of a browser" },
        new("tracker", "GET", "t.js", Access.Public, Tracker.RunAsync) { Summary = "The script that websites include" },
        new("submit-form", "POST", "forms/{form}", Access.Public, SubmitForm.RunAsync) { Origins = FormOrigins, Summary = "A form of the website was filled in" },
        new("form-thanks", "GET", "forms/{form}/thanks", Access.Public, ThankYou.RunAsync) { Summary = "The hosted thank-you page" },
        new("email-webhook", "POST", "webhooks/email/{provider}", Access.Public, ReceiveWebhook.EmailAsync) { Summary = "An email provider tells what became of emails" },
        new("email-webhook-handshake", "OPTIONS", "webhooks/email/{provider}", Access.Public, ReceiveWebhook.EmailHandshake) { Summary = "CloudEvents asks whether it may send events" },
        new("form-webhook", "POST", "webhooks/forms/{provider}", Access.Public, ReceiveWebhook.FormAsync) { Summary = "A form service sends somebody's answers" },
        new("form-webhook-handshake", "GET", "webhooks/forms/{provider}", Access.Public, ReceiveWebhook.FormHandshake) { Summary = "A form service makes sure that the address wants its calls" },
        new("open-pixel", "GET", "o/{token}", Access.Public, OpenPixel.RunAsync) { Summary = "The picture in a mail", Takes = static _ => true },
        new("click", "GET", "c/{token}", Access.Public, ClickLink.RunAsync) { Summary = "A link in a mail" },
        new("unsubscribe-page", "GET", "u/{token}", Access.Public, UnsubscribePage.ShowAsync) { Summary = "A page with a button; changes nothing" },
        new("unsubscribe", "POST", "u/{token}", Access.Public, UnsubscribePage.StopAsync) { Summary = "No more marketing mail, by the button or RFC 8058" },
        new("preferences", "GET", "p/{token}", Access.Public, PreferencePage.ShowAsync) { Summary = "What a recipient may choose to hear about; changes nothing" },
        new("save-preferences", "POST", "p/{token}", Access.Public, PreferencePage.SaveAsync) { Summary = "A recipient chooses what to hear about" },
        new("list-sequences", "GET", "sequences", Access.Team, ListSequences.RunAsync) { Summary = "The nurture sequences, step by step" },
        new("preview-mail", "GET", "sequences/{id}/preview", Access.Team, TrySequence.PreviewAsync) { Summary = "A mail of a sequence as a lead would get it" },
        new("test-send", "POST", "sequences/{id}/test-send", Access.Managers, TrySequence.SendAsync) { Summary = "Send a mail of a sequence to an address, as a test" },
        new("list-mailbox", "GET", "mailbox", Access.Managers, Mailbox.ListAsync) { Summary = "Mails that the file provider keeps, newest first" },
        new("get-mail", "GET", "mailbox/{id}", Access.Managers, Mailbox.OneAsync) { Summary = "One of those mails" },
        new("get-mail-html", "GET", "mailbox/{id}/html", Access.Managers, Mailbox.HtmlAsync) { Summary = "Its HTML, for a sandboxed frame" },
        new("list-leads", "GET", "leads", Access.Team, ListLeads.RunAsync) { Summary = "Leads by stage, band, owner, text or score" },
        new("save-lead", "POST", "leads", Access.Service | Access.Managers, PostLead.RunAsync) { Summary = "Create a lead by email, or set attributes of the one there is" },
        new("export-leads", "GET", "leads/export.csv", Access.Managers, Downloads.LeadsAsync) { Summary = "All leads as CSV, safe for spreadsheets" },
        new("import-leads", "POST", "leads/import", Access.Managers, ImportCsv.RunAsync) { Summary = "Leads from CSV, row by row" },
        new("get-lead", "GET", "leads/{id}", Access.Team, GetLead.RunAsync) { Takes = LeadId.IsOne, Summary = "A lead with its score, owner and why" },
        new("get-activities", "GET", "leads/{id}/activities", Access.Team, GetActivities.RunAsync) { Takes = LeadId.IsOne, Summary = "A lead's timeline, newest first" },
        new("get-score", "GET", "leads/{id}/score", Access.Team, GetScore.RunAsync) { Takes = LeadId.IsOne, Summary = "The score lines at an instant" },
        new("note-lead", "POST", "leads/{id}/note", Access.Team, NoteLead.RunAsync) { Takes = LeadId.IsOne, Summary = "Write a note on the timeline" },
        new("adjust-lead", "POST", "leads/{id}/adjust", Access.Managers, AdjustLead.RunAsync) { Takes = LeadId.IsOne, Summary = "Give or take points by hand" },
        new("assign-lead", "POST", "leads/{id}/assign", Access.Managers, AssignTo.RunAsync) { Takes = LeadId.IsOne, Summary = "Give a lead to a person" },
        new("accept-lead", "POST", "leads/{id}/accept", Access.SignedIn, Act.AcceptAsync) { Takes = LeadId.IsOne, Summary = "Take a lead on: an MQL, or one that is handed over" },
        new("accept-opportunity-lead", "POST", "leads/{id}/accept-opportunity", Access.SignedIn, Act.AcceptOpportunityAsync) { Takes = LeadId.IsOne, Summary = "An account executive takes a sales-qualified lead on" },
        new("reject-lead", "POST", "leads/{id}/reject", Access.SignedIn, Act.RejectAsync) { Takes = LeadId.IsOne, Summary = "Give a lead back, with the reason" },
        new("contact-lead", "POST", "leads/{id}/contact", Access.SignedIn, Act.ContactAsync) { Takes = LeadId.IsOne, Summary = "Somebody reached out to the lead" },
        new("qualify-lead", "POST", "leads/{id}/qualify", Access.SignedIn, Act.QualifyAsync) { Takes = LeadId.IsOne, Summary = "Answers of a qualification call; with all of them the lead is sales-qualified" },
        new("convert-lead", "POST", "leads/{id}/convert", Access.SignedIn, Act.ConvertAsync) { Takes = LeadId.IsOne, Summary = "Make an opportunity of it" },
        new("win-lead", "POST", "leads/{id}/win", Access.SignedIn, Act.WinAsync) { Takes = LeadId.IsOne, Summary = "The deal is won, with what customer success must know" },
        new("lose-lead", "POST", "leads/{id}/lose", Access.SignedIn, Act.LoseAsync) { Takes = LeadId.IsOne, Summary = "The deal is lost, with the reason" },
        new("kickoff-lead", "POST", "leads/{id}/kickoff", Access.SignedIn, Act.KickoffAsync) { Takes = LeadId.IsOne, Summary = "The kickoff with the customer took place" },
        new("recycle-lead", "POST", "leads/{id}/recycle", Access.SignedIn, Act.RecycleAsync) { Takes = LeadId.IsOne, Summary = "Back to nurture, with the reason" },
        new("disqualify-lead", "POST", "leads/{id}/disqualify", Access.SignedIn, Act.DisqualifyAsync) { Takes = LeadId.IsOne, Summary = "Not a lead, with the reason" },
        new("reactivate-lead", "POST", "leads/{id}/reactivate", Access.SignedIn, Act.ReactivateAsync) { Takes = LeadId.IsOne, Summary = "A closed lead is a lead again" },
        new("get-clocks", "GET", "leads/{id}/clocks", Access.Team, GetClocks.RunAsync) { Takes = LeadId.IsOne, Summary = "A lead's SLA clocks with their deadlines explained" },
        new("pause-clock", "POST", "leads/{id}/pause-clock", Access.Team, PauseClocks.PauseAsync) { Takes = LeadId.IsOne, Summary = "Stop a lead's clocks for a while" },
        new("resume-clock", "POST", "leads/{id}/resume-clock", Access.Team, PauseClocks.ResumeAsync) { Takes = LeadId.IsOne, Summary = "Let a lead's clocks run on" },
        new("enroll-lead", "POST", "leads/{id}/enroll", Access.Team, Enrol.InAsync) { Takes = LeadId.IsOne, Summary = "Put a lead into a nurture sequence" },
        new("exit-lead", "POST", "leads/{id}/exit", Access.Team, Enrol.OutAsync) { Takes = LeadId.IsOne, Summary = "Take a lead out of a nurture sequence" },
        new("export-lead", "GET", "leads/{id}/export", Access.Managers, Downloads.PersonAsync) { Takes = LeadId.IsOne, Summary = "Everything stored about one person, for them to have" },
        new("list-duplicates", "GET", "duplicates", Access.Team, DuplicateRoutes.ListAsync) { Summary = "Pairs of leads that may be one person" },
        new("dismiss-duplicate", "POST", "duplicates/{id}/dismiss", Access.Managers, DuplicateRoutes.DismissAsync) { Summary = "The pair is two people" },
        new("get-account", "GET", "accounts/{domain}", Access.Team, GetAccount.RunAsync) { Takes = GetAccount.IsDomain, Summary = "A company by its email domain: people, owner, stages" },
        new("list-accounts", "GET", "accounts", Access.Managers, AccountRoutes.ListAsync) { Summary = "Domains that may be one company" },
        new("merge-accounts", "POST", "accounts/{domain}/merge", Access.Managers, AccountRoutes.MergeAsync) { Takes = GetAccount.IsDomain, Summary = "Another domain is the same company" },
        new("unmerge-accounts", "POST", "accounts/{domain}/unmerge", Access.Managers, AccountRoutes.UnmergeAsync) { Takes = GetAccount.IsDomain, Summary = "Two domains are two companies" },
        new("list-hygiene", "GET", "hygiene", Access.Managers, HygieneRoutes.ListAsync) { Summary = "What keeps the data clean, with the last reports" },
        new("run-hygiene", "POST", "hygiene/{name}/run", Access.Managers, HygieneRoutes.RunAsync) { Summary = "Run one of them now; with dryRun only look" },
        new("erase-lead", "DELETE", "leads/{id}", Access.Admin, EraseById.RunAsync) { Takes = LeadId.IsOne, Summary = "Erase a person everywhere" },
        new("merge-lead", "POST", "leads/{id}/merge", Access.Team, MergeLead.MergeAsync) { Takes = LeadId.IsOne, Summary = "Another lead is the same person: it is absorbed" },
        new("unmerge-lead", "POST", "leads/{id}/unmerge", Access.Team, MergeLead.UnmergeAsync) { Takes = LeadId.IsOne, Summary = "An absorbed lead is a person of its own after all" },
        new("claim-page", "GET", "claim/{token}", Access.Public, ClaimRoutes.LookAsync) { Takes = ClaimRoutes.IsToken, Summary = "The page behind a notification's link; looking changes nothing" },
        new("claim", "POST", "claim/{token}", Access.Public, ClaimRoutes.AcceptAsync) { Takes = ClaimRoutes.IsToken, Summary = "A person accepts a lead from the notification" },
        new("sign-in", "POST", "session", Access.Public, SignIn.InAsync) { Summary = "A key becomes a cookie for the dashboard" },
        new("sign-out", "DELETE", "session", Access.Public, SignIn.OutAsync) { Summary = "The cookie is taken back" },
        new("get-me", "GET", "me", Access.SignedIn, SignIn.MeAsync) { Summary = "Who is signed in" },
        new("get-inbox", "GET", "inbox", Access.Team, GetInbox.RunAsync) { Summary = "What is to be done, most urgent first" },
        new("get-score-curve", "GET", "leads/{id}/score-curve", Access.Team, GetScoreCurve.RunAsync) { Takes = LeadId.IsOne, Summary = "A lead's score at evenly spaced instants" },
        new("get-playbook", "GET", "playbook", Access.SignedIn, GetPlaybook.RunAsync) { Summary = "The playbook in force" },
        new("publish-playbook", "PUT", "playbook", Access.Admin, PublishDraft.PutAsync) { Summary = "A draft comes into force, or scores in the shadow of the version that is" },
        new("rollback-playbook", "POST", "playbook/rollback", Access.Admin, PublishDraft.RollBackAsync) { Summary = "An older version comes into force again" },
        new("list-playbook-versions", "GET", "playbook/versions", Access.SignedIn, PlaybookHistory.ListAsync) { Summary = "Every version that was in force: when, by whom, why" },
        new("get-playbook-version", "GET", "playbook/versions/{version}", Access.SignedIn, PlaybookHistory.GetAsync) { Summary = "A version with its text" },
        new("diff-playbook", "GET", "playbook/diff", Access.SignedIn, PlaybookHistory.DiffAsync) { Summary = "What differs between two versions" },
        new("backtest-playbook", "POST", "playbook/backtest", Access.Managers, LearnFromHistory.BacktestAsync) { Summary = "What a draft would have done to everything that was recorded" },
        new("suggest-points", "POST", "playbook/suggest", Access.Managers, LearnFromHistory.SuggestAsync) { Summary = "Points that history suggests, as a draft" },
        new("get-rule-report", "GET", "playbook/rules", Access.Managers, LearnFromHistory.RulesAsync) { Summary = "The report card of every rule" },
        new("check-playbook", "POST", "playbook/check", Access.Managers, CheckDraft.RunAsync) { Summary = "Everything that can be proved about a draft" },
        new("get-audit", "GET", "audit", Access.Managers, GetAudit.RunAsync) { Summary = "What people did, oldest first, or newest first with sort=-at" },
        new("get-metrics", "GET", "metrics", Access.Team, GetMetrics.RunAsync) { Summary = "The pipeline's figures beside their targets; a rep sees their own" },
        new("get-report", "GET", "report", Access.Managers, GetReport.RunAsync) { Summary = "The lead management strategy with the current figures, as text, Markdown or a page" },
        new("get-steps", "GET", "steps", Access.Managers, GetSteps.RunAsync) { Summary = "How fast each step works, and what waits for it" },
        new("get-queues", "GET", "queues", Access.Managers, GetQueues.RunAsync) { Summary = "What waits, per step" },
        new("list-timers", "GET", "timers", Access.Managers, ListTimers.RunAsync) { Summary = "What runs by the clock, its last run and its next" },
        new("list-webhooks", "GET", "webhooks", Access.Managers, OutgoingWebhooks.ListAsync) { Summary = "The systems that are told by webhook, and which of them are switched off" },
        new("enable-webhook", "POST", "webhooks/{id}/enable", Access.Admin, OutgoingWebhooks.EnableAsync) { Summary = "Switch a webhook on again" },
        new("list-dead-letters", "GET", "dead-letters", Access.Admin, ListDeadLetters.RunAsync) { Summary = "Messages that could not be handled" },
        new("list-quarantine", "GET", "quarantine", Access.Admin, ListQuarantine.RunAsync) { Summary = "What webhooks sent that nobody understood" },
        new("replay-dead-letter", "POST", "dead-letters/{id}/replay", Access.Admin, ReplayDeadLetter.RunAsync) { Summary = "Put a dead letter back into its queue" },
        new("openapi", "GET", "openapi.json", Access.Public, OpenApi.ApiDocument.RunAsync) { Summary = "This surface as OpenAPI 3.1" },
        new("health-live", "GET", "health/live", Access.Public, Health.LiveAsync) { Summary = "The process answers" },
        new("health-ready", "GET", "health/ready", Access.Public, Health.ReadyAsync) { Summary = "The store answers and the queue takes more" },
    ];

    /// <summary>The route of a path and method; when only the method is wrong, the routes of the path.</summary>
    public static (Route? Route, string? Value, IReadOnlyList<Route> Others) Find(string path, string method)
    {
        List<Route>? others = null;
        string? otherValue = null;
        foreach (var route in All)
        {
            if (route.Match(path) is not { } value)
            {
                continue;
            }

            if (route.Method == method || (route.Method == "GET" && HttpMethods.IsHead(method)))
            {
                return (route, value, []);
            }

            (others ??= []).Add(route);
            otherValue ??= value;
        }

        return (null, otherValue, others ?? []);
    }

    private static System.Collections.Frozen.FrozenSet<string> FormOrigins(Site site, string form) => site.Form(form)?.Origins ?? site.Origins;
}
