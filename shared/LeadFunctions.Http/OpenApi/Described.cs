namespace LeadFunctions.Http.OpenApi;

/// <summary>What the OpenAPI document says about a route besides its line in <see cref="Routes"/>.</summary>
/// <param name="Body">Schema of the JSON body; null when there is none.</param>
/// <param name="Answer">Schema of the JSON answer; null when the answer is none.</param>
public sealed record Described(string? Body, string? Answer, int Status = 200)
{
    /// <summary>Query parameters with their JSON types.</summary>
    public IReadOnlyList<(string Name, string Type, string About)> Query { get; init; } = [];

    /// <summary>Other content types the body may have.</summary>
    public IReadOnlyList<string> AlsoAs { get; init; } = [];

    /// <summary>Other content types that <c>Accept</c> may ask for, with their schemas.</summary>
    public IReadOnlyList<(string Type, string Schema)> AnswersAlsoAs { get; init; } = [];

    /// <summary>Problems beyond those every route may have.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];

    /// <summary>Header parameters.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    private static readonly (string, string, string)[] Paging = [("limit", "integer", "1 to 200; 50 unless told"), ("cursor", "string", "next of a former page")];
    private static readonly int[] Webhook = [400, 401, 404, 413, 415, 429, 503];
    private static readonly string[] Forms = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

    /// <summary>By route name; a test sees that none is missing.</summary>
    public static readonly IReadOnlyDictionary<string, Described> ByRoute = new Dictionary<string, Described>
    {
        ["track"] = new("Beacon", "Tracked", 202) { AlsoAs = ["text/plain"], Problems = [400, 403, 413, 415, 429, 503] },
        ["submit-form"] = new("Form", "Submitted") { AlsoAs = Forms, Headers = ["Idempotency-Key"], Problems = [400, 403, 404, 413, 415, 422, 429, 503] },
        ["email-webhook"] = new("Object", "Told") { AlsoAs = ["application/x-www-form-urlencoded", "text/plain", "application/cloudevents+json"], Problems = Webhook },
        ["email-webhook-handshake"] = new(null, null) { Headers = ["WebHook-Request-Origin"], Problems = [401, 404, 405] },
        ["form-webhook"] = new("Object", "Told") { AlsoAs = Forms, Query = [("form", "string", "Id of the playbook's form")], Problems = Webhook },
        ["form-webhook-handshake"] = new(null, null) { Query = [("hub.mode", "string", "subscribe"), ("hub.challenge", "string", "Given back"), ("hub.verify_token", "string", "As agreed")], Problems = [400, 401, 404, 405] },
        ["form-thanks"] = new(null, null) { Problems = [404] },
        ["tracker"] = new(null, null) { Headers = ["If-None-Match"] },
        ["preferences"] = new(null, null) { Problems = [404] },
        ["save-preferences"] = new(null, null) { AlsoAs = Forms, Problems = [400, 404, 413, 415, 503] },
        ["list-sequences"] = new(null, "Object"),
        ["preview-mail"] = new(null, "Object") { Query = [("step", "string", "Id of a mail of the sequence; its first unless told"), ("lead", "string", "Whose values it shows")], Problems = [400, 404, 409] },
        ["test-send"] = new("Object", "Object") { Problems = [400, 404, 409, 413, 415, 422, 429, 503] },
        ["list-mailbox"] = new(null, "Object") { Query = Paging, Problems = [400, 404] },
        ["get-mail"] = new(null, "Object") { Problems = [404] },
        ["get-mail-html"] = new(null, null) { Problems = [404] },
        ["list-leads"] = new(null, "LeadPage")
        {
            Query =
            [
                ("stage", "string", "raw, mql, sal, sql, opportunity, customer, lost, disqualified or archived"), ("band", "string", "Band id of the playbook"),
                ("owner", "string", "Person id"), ("q", "string", "Part of an email, name or company; at most 100 characters"), ("minScore", "integer", "Least score"),
                ("sort", "string", "-score, -updated, -created or email"), .. Paging,
            ],
            Problems = [400, 422],
        },
        ["save-lead"] = new("LeadEdit", "Saved", 201) { Headers = ["Idempotency-Key"], Problems = [400, 409, 412, 413, 415, 422, 503] },
        ["get-lead"] = new(null, "Lead") { Headers = ["If-None-Match"], Problems = [404] },
        ["get-activities"] = new(null, "ActivityPage") { Query = Paging, Problems = [400, 404] },
        ["get-score"] = new(null, "ScoreCard") { Query = [("at", "string", "An instant in ISO 8601; now unless told")], Problems = [400, 404] },
        ["note-lead"] = Action("Note"),
        ["adjust-lead"] = Action("Adjustment"),
        ["assign-lead"] = Action("Assignment"),
        ["accept-lead"] = Action("Nothing"),
        ["accept-opportunity-lead"] = Action("Nothing"),
        ["reject-lead"] = Action("Reasoned"),
        ["contact-lead"] = Action("Contact"),
        ["qualify-lead"] = Action("Qualification"),
        ["convert-lead"] = Action("Opportunity"),
        ["win-lead"] = Action("Win"),
        ["lose-lead"] = Action("Reasoned"),
        ["kickoff-lead"] = Action("Remark"),
        ["recycle-lead"] = Action("Reasoned"),
        ["disqualify-lead"] = Action("Reasoned"),
        ["reactivate-lead"] = Action("Reactivation"),
        ["export-leads"] = new(null, null) { Query = [("bom", "boolean", "A byte order mark first; true unless told")], Problems = [400] },
        ["import-leads"] = new("Object", "Imported") { AlsoAs = ["text/csv"], Problems = [413, 415, 422, 503] },
        ["export-lead"] = new(null, "Object") { Problems = [404] },
        ["list-duplicates"] = new(null, "DuplicatePage") { Query = Paging, Problems = [400] },
        ["dismiss-duplicate"] = new(null, "Status") { Problems = [404] },
        ["get-account"] = new(null, "Account") { Problems = [404] },
        ["list-accounts"] = new(null, "AccountPage") { Query = Paging, Problems = [400] },
        ["merge-accounts"] = new("Merge", "AccountDomains") { Headers = ["Idempotency-Key"], Problems = [400, 404, 409, 413, 415, 422] },
        ["unmerge-accounts"] = new("Unmerge", "AccountDomains") { Headers = ["Idempotency-Key"], Problems = [400, 404, 409, 413, 415, 422] },
        ["list-hygiene"] = new(null, "Timers"),
        ["run-hygiene"] = new(null, "HygieneReport") { Query = [("dryRun", "boolean", "Only look")], Problems = [400, 404] },
        ["erase-lead"] = new(null, "ErasedReport") { Query = [("dryRun", "boolean", "Only count")], Problems = [400, 404, 409] },
        ["merge-lead"] = Action("Merge") with { Status = 202 },
        ["unmerge-lead"] = Action("Unmerge") with { Status = 202 },
        ["open-pixel"] = new(null, null),
        ["click"] = new(null, null, 302) { Problems = [404] },
        ["unsubscribe-page"] = new(null, null) { Problems = [404] },
        ["unsubscribe"] = new(null, null) { Problems = [404, 503] },
        ["enroll-lead"] = Action("SequenceChoice"),
        ["exit-lead"] = Action("SequenceChoice"),
        ["get-clocks"] = new(null, "Clocks") { Query = [("clock", "string", "A clock's or policy's id; all unless told")], Problems = [400, 404] },
        ["pause-clock"] = Action("ClockPause"),
        ["resume-clock"] = Action("ClockPause"),
        ["sign-in"] = new("SignIn", null, 204) { Problems = [400, 401, 403, 404, 413, 415, 422, 429] },
        ["sign-out"] = new(null, null, 204) { Problems = [403] },
        ["get-me"] = new(null, "Me"),
        ["get-inbox"] = new(null, "Inbox") { Query = [("limit", "integer", "1 to 200; 100 unless told"), ("cursor", "string", "next of a former page")], Problems = [400] },
        ["get-score-curve"] = new(null, "Curve") { Query = [("from", "string", "An instant in ISO 8601"), ("to", "string", "An instant in ISO 8601"), ("points", "integer", "2 to 200")], Problems = [400, 404] },
        ["get-playbook"] = new(null, "Playbook") { Headers = ["If-None-Match"] },
        ["publish-playbook"] = new("PlaybookDraft", "Object") { Headers = ["If-Match"], Problems = [400, 409, 412, 413, 415, 422, 428, 503] },
        ["rollback-playbook"] = new("PlaybookRollback", "Object") { Headers = ["If-Match"], Problems = [400, 412, 413, 415, 422, 428, 503] },
        ["list-playbook-versions"] = new(null, "Object"),
        ["get-playbook-version"] = new(null, "Object") { Problems = [404] },
        ["diff-playbook"] = new(null, "Object") { Query = [("from", "string", "A version; the one before unless told"), ("to", "string", "A version; the one in force unless told")], Problems = [400, 404] },
        ["backtest-playbook"] = new("PlaybookBacktest", "Object") { AnswersAlsoAs = [(ProgressLines.Type, "ProgressLine")], Problems = [400, 413, 415, 422, 503] },
        ["suggest-points"] = new("PlaybookOutcome", "Object") { Problems = [400, 409, 413, 415, 422, 503] },
        ["get-rule-report"] = new(null, "Object") { Problems = [503] },
        ["check-playbook"] = new("PlaybookText", "Object") { Problems = [400, 413, 415, 422] },
        ["claim-page"] = new(null, null) { Problems = [404, 429] },
        ["claim"] = new(null, null) { Problems = [404, 429] },
        ["list-webhooks"] = new(null, "Webhooks"),
        ["enable-webhook"] = new(null, "Status") { Problems = [404] },
        ["get-audit"] = new(null, "AuditPage")
        {
            Query = [("from", "string", "An instant in ISO 8601"), ("to", "string", "An instant in ISO 8601"), ("by", "string", "A person's id or a key's name"), ("sort", "string", "at, or -at for newest first"), .. Paging],
            Problems = [400],
        },
        ["get-metrics"] = new(null, "Metrics")
        {
            Query =
            [
                ("from", "string", "First day (UTC), 90 days back unless told"), ("to", "string", "Last day, today unless told"), ("by", "string", "source, campaign, owner, sequence, pool or cohort"),
                ("unit", "string", "day, week or month: how series and cohorts go"),
            ],
            Problems = [400],
        },
        ["get-report"] = new(null, null)
        {
            Query = [("format", "string", "text, markdown or html"), ("from", "string", "First day (UTC)"), ("to", "string", "Last day")],
            Problems = [400],
        },
        ["get-steps"] = new(null, "Steps"),
        ["get-queues"] = new(null, "Queues"),
        ["list-timers"] = new(null, "Timers"),
        ["list-dead-letters"] = new(null, "DeadLetterPage") { Query = Paging, Problems = [400] },
        ["list-quarantine"] = new(null, "QuarantinePage") { Query = Paging, Problems = [400] },
        ["replay-dead-letter"] = new(null, "Status") { Problems = [404] },
        ["health-live"] = new(null, "Status"),
        ["health-ready"] = new(null, "Status"),
        ["openapi"] = new(null, "Object"),
    };

    private static Described Action(string body) =>
        new(body, "Saved") { Headers = ["If-Match", "Idempotency-Key"], Problems = [400, 404, 409, 412, 413, 415, 422, 503] };
}
