namespace LeadFunctions.UseCases.Playbooks;

/// <summary>
/// Every key a playbook may have, by the object it stands in. The reader knows no others, and <c>playbook.schema.json</c> has the same under
/// <c>$defs</c> (a test compares them): to add a key, add it here, there, and where it is read.
/// </summary>
public static class PlaybookKeys
{
    public static readonly Shape Playbook = new(
        "playbook",
        ["name", "stages", "signals", "scoring", "thresholds", "forms", "people", "pools", "routing"],
        [
            "title", "website", "attributes", "fields", "gates", "pages", "calendars", "domains", "targets", "notifications", "webhooks", "accounts", "enrichment", "sla",
            "email", "sequences", "texts", "reasons", "qualification", "handoffs", "hygiene",
        ]);

    public static readonly Shape Stage = new("stage", ["stage", "name", "definition", "team", "activities", "exit"], ["checks"]);

    public static readonly Shape Signal = new("signal", ["name", "label"], ["page", "handRaise"]);

    public static readonly Shape Scoring = new(
        "scoring", [], ["range", "grades", "decay", "repeat", "sessionDepth", "groups", "fit", "engagement", "state"]);

    public static readonly Shape Range = new("range", ["min", "max"], []);

    public static readonly Shape Grades = new("grades", [], ["fit", "engagement"]);

    public static readonly Shape SessionDepth = new("sessionDepth", ["signal", "pages"], ["gap"]);

    public static readonly Shape Group = new("group", ["id", "label"], ["min", "max"]);

    public static readonly Shape Factor = new("factor", ["factor", "rules"], ["group"]);

    public static readonly Shape FitRule = new("fitRule", ["id", "label", "points", "when"], []);

    public static readonly Shape EngagementRule = new("engagementRule", ["id", "label", "signal", "points"], ["group", "repeat", "decay"]);

    public static readonly Shape StateRule = new("stateRule", ["id", "label", "points"], ["when", "inactiveFor", "group"]);

    public static readonly Shape RepeatLimit = new("repeatLimit", ["max", "per"], []);

    public static readonly Shape Decay = new("decay", [], ["halfLife", "linear", "steps", "window"]);

    public static readonly Shape LinearDecay = new("linearDecay", ["percent", "every"], []);

    public static readonly Shape DecayStep = new("decayStep", ["after", "factor"], []);

    public static readonly Shape Thresholds = new("thresholds", ["mqlBand", "bands"], ["hysteresis", "recycleCooldown"]);

    public static readonly Shape Band = new("band", ["id", "name", "from", "action"], []);

    public static readonly Shape Gate = new("gate", ["id", "reason", "when"], []);

    public static readonly Shape Form = new(
        "form", ["id", "title", "signal"], ["fields", "origins", "honeypot", "thankYou", "consent", "redirectHosts", "enabled", "webhooks"]);

    public static readonly Shape FormConsent = new("formConsent", ["field", "text"], []);

    public static readonly Shape Page = new("page", ["path", "signal"], []);

    public static readonly Shape Person = new(
        "person",
        ["id", "name", "email", "role"],
        ["manager", "active", "skills", "territories", "calendar", "timeZone", "channels", "quiet", "slackId", "away", "maxOpen", "maxPerDay", "maxPerWeek"]);

    public static readonly Shape Quiet = new("quiet", ["from", "until"], []);

    public static readonly Shape Away = new("away", ["from", "until"], ["why"]);

    public static readonly Shape Pool = new("pool", ["id", "name", "members"], []);

    public static readonly Shape PoolMember = new("poolMember", ["person"], ["weight"]);

    public static readonly Shape Route = new("route", ["id", "kind", "to"], ["when", "chargesTurn"]);

    public static readonly Shape RouteTo = new("routeTo", [], ["pool", "person", "skill", "territory"]);

    public static readonly Shape Calendar = new("calendar", ["id", "timeZone", "hours"], ["holidays"]);

    public static readonly Shape Sla = new(
        "sla",
        ["id", "name", "starts", "during", "target", "stopsOn"],
        ["tier", "group", "calendar", "ownerHours", "warnAt", "onWarn", "onBreach", "then", "maxPause"]);

    public static readonly Shape SlaStart = new("slaStart", [], ["stage", "band", "signal", "handRaise", "handoff", "when"]);

    public static readonly Shape SlaStep = new("slaStep", ["after"], ["do", "reason", "tell"]);

    public static readonly Shape Domains = new("domains", [], ["competitors", "free", "disposable", "student"]);

    public static readonly Shape Target = new("target", ["metric", "name", "formula", "benchmark"], ["min", "max", "unit"]);

    public static readonly Shape Notifications = new("notifications", [], ["channels", "webhookUrl", "digest", "leadPage", "modelPerHour"]);

    public static readonly Shape Digest = new("digest", ["after", "within"], []);

    public static readonly Shape Webhook = new("webhook", ["id", "url", "secretFrom"], ["events"]);

    public static readonly Shape Enrichment = new("enrichment", ["url", "fields"], []);

    public static readonly Shape Email = new(
        "email", ["from", "company", "postal", "site"], ["replyTo", "basis", "timeZone", "hours", "holidays", "caps", "perMinute"]);

    public static readonly Shape EmailFrom = new("emailFrom", ["name", "address"], []);

    public static readonly Shape EmailBasis = new("emailBasis", [], ["consent", "other"]);

    public static readonly Shape EmailCap = new("emailCap", ["max", "per"], []);

    public static readonly Shape Sequence = new(
        "sequence", ["id", "name", "enter", "steps"], ["target", "duration", "emails", "goal", "reentry", "exits", "commercial"]);

    public static readonly Shape SequenceEntry = new("sequenceEntry", [], ["when", "signals", "inactiveFor"]);

    public static readonly Shape Reentry = new("reentry", ["cooldown"], ["max"]);

    public static readonly Shape SequenceExit = new("sequenceExit", ["reason"], ["when", "signals"]);

    public static readonly Shape SequenceStep = new(
        "sequenceStep", ["id"], ["send", "wait", "waitUntil", "waitFor", "timeout", "onTimeout", "when", "then", "else", "notify", "set", "to", "exit"]);

    public static readonly Shape MailText = new("mailText", ["id", "subject", "body"], []);

    public static readonly Shape Reasons = new("reasons", [], ["reject", "disqualify", "recycle", "lose", "return"]);

    public static readonly Shape Reason = new("reason", ["id", "label"], ["creditBack"]);

    public static readonly Shape Method = new("method", ["id", "name", "criteria"], []);

    public static readonly Shape Criterion = new("criterion", ["id", "label", "question"], ["required"]);

    public static readonly Shape Handoff = new("handoff", ["kind", "fields"], ["receivers", "steps", "routing"]);

    public static readonly Shape HandoffField = new("handoffField", ["name", "label"], ["required"]);

    public static readonly Shape Hygiene = new("hygiene", [], ["archiveAfter"]);

    public static readonly Shape FactTest = new("factTest", [], ["in", "hasWord", "min", "max", "above", "below", "present"]);

    /// <summary>As playbooks write a name: <c>sdr-to-ae</c>.</summary>
    public static string Kebab(string name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    public static readonly IReadOnlyList<Shape> All =
    [
        Playbook, Stage, Signal, Scoring, Range, Grades, SessionDepth, Group, Factor, FitRule, EngagementRule, StateRule, RepeatLimit, Decay,
        LinearDecay, DecayStep, Thresholds, Band, Gate, Form, FormConsent, Page, Person, Quiet, Away, Pool, PoolMember, Route, RouteTo, Calendar,
        Sla, SlaStart, SlaStep, Domains, Target, Notifications, Digest, Webhook, Enrichment, FactTest, Email, EmailFrom, EmailBasis, EmailCap, Sequence,
        SequenceEntry, Reentry, SequenceExit, SequenceStep, MailText, Reasons, Reason, Method, Criterion, Handoff, HandoffField, Hygiene,
    ];
}

/// <summary>One kind of object in a playbook: its name in the schema's <c>$defs</c>, the keys it must have and those it may have.</summary>
public sealed record Shape(string Name, IReadOnlyList<string> Required, IReadOnlyList<string> Optional)
{
    public bool Has(string key) => Required.Contains(key) || Optional.Contains(key);
}
