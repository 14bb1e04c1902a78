using System.Collections;
using System.Text.Json;
using LeadFunctions.Domain;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Erasing;
using LeadFunctions.UseCases.Hygiene;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Wire;

/// <summary>Golden files of everything that is stored or queued. A failure means: old data would no longer be read. Add members; never rename or remove.</summary>
public class what_is_stored_is_a_promise
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);

    private static readonly Signal Signal = new("s1", "demo-request", At, "form:demo")
    {
        VisitorId = "visitor01",
        Page = new PageView("https://www.example.com/pricing", "Pricing", "https://search.example"),
        Attribution = new Attribution { Source = "google", Medium = "cpc", Campaign = "spring", ClickId = "gclid:1" },
        Fields = new Dictionary<string, string> { ["company"] = "Acme" },
        Answers = new Dictionary<string, string> { ["budget?"] = "yes" },
        Consent = new Consent("marketing", true, "v1"),
        Verdict = Verdict.Human,
        VerdictReasons = ["test"],
    };

    private static readonly RouteDecision Decision = new(
        "route:mql:1", At, "bdr", "round-robin", "bdr", "sam", null, "kim", true, [new Candidate("sam", true, "chosen"), new Candidate("kim", true, "not their turn")], ["apac: does not match"], "v1");

    private static readonly Handoff Handoff = new("handoff:sdr-to-ae:1", HandoffKind.SdrToAe, At, "sam", "sam", "grace")
    {
        State = HandoffState.Returned,
        AnsweredAt = At,
        AnsweredBy = "grace",
        Reason = "no-budget",
    };

    private static readonly Clock Clock = new()
    {
        Id = "first-contact:1772600767890",
        Policy = "first-contact",
        Group = "first-contact",
        Tier = "hot",
        StartedAt = At,
        Target = TimeSpan.FromMinutes(5),
        WarnAt = [60],
        Warned = [60],
        Legs = [new Leg(At, "office"), new Leg(At, null) { Paused = true, ResumesAt = At, By = "sam", Reason = "on the phone" }],
        Outcome = ClockOutcome.Breached,
        BreachedAt = At,
        EscalatedAt = At,
        Steps = 1,
        LapsedBy = ["kim"],
        PersonId = "sam",
        EndedAt = At,
        EndedBy = "sam",
        EndedOn = "contact",
        WorkingResponse = TimeSpan.FromMinutes(7.5),
        WallResponse = TimeSpan.FromDays(1.25),
    };

    private static readonly EmailEvent Told = new("sendgrid", "sendgrid:e1", EmailEventKind.HardBounce, At)
    {
        MessageId = "m1",
        SendId = "send_1",
        Recipient = "ana@acme.example",
        Url = "https://www.example.com/",
        UserAgent = "Mozilla/5.0",
        Ip = "192.0.2.1",
        Reason = "550 no such user",
        Cause = SuppressionReason.Complaint,
        Machine = ["machine-open"],
        Raw = "{}",
    };

    private static readonly FormAnswers Answers = new("typeform", "t1", At)
    {
        Form = "demo",
        ProviderForm = "abc123",
        Answers = [new(["Email", "ref"], "ana@acme.example") { IsEmail = true }],
        PageUrl = "https://www.example.com/",
        PageTitle = "Demo",
        VisitorId = "visitor01",
        Consent = new Consent("marketing", true, "v1"),
        Machine = ["provider-spam"],
    };

    private static readonly Enrolment Run = new("new-lead:1", "new-lead", "1", "v1", At, "matched")
    {
        State = EnrolmentState.Exited,
        Step = "wait-1",
        StepSince = At,
        NextAt = At,
        Hold = "outside sending hours",
        Sent = 2,
        EndedAt = At,
        EndedWhy = "replied",
    };

    public static TheoryData<string, object> Stored => new()
    {
        {
            "lead", new Lead
            {
                Id = "ld_0123456789abcdef0123456789abcdef", Email = "ana@acme.example", CreatedAt = At, UpdatedAt = At, LastActivityAt = At,
                Attributes = new Dictionary<string, AttributeValue> { ["company"] = new("Acme", At, AttributeSource.Form) },
                FirstTouch = new Touch(new Attribution { Source = "google" }, At), LastTouch = new Touch(new Attribution { Source = "mail" }, At),
                Stage = Stage.Mql, StageSince = At, Gate = "competitor",
                Stays = [new StageStay(Stage.Raw, At, At)], Recycled = new Recycling(At, At, "no-need"),
                FirstContact = new FirstContact(At, "sam", "call", "reached") { WorkingTime = TimeSpan.FromMinutes(4), WallTime = TimeSpan.FromMinutes(5) },
                Qualification = new Qualification([new QualificationAnswer("bant", "budget", "50k", "sam", At)], [new CallNote(At, "sam", "Wants it by May")], ["Omar, CFO"]),
                Deal = new Deal("Acme 2026", 1200.50m, new DateOnly(2026, 6, 30), At, "grace") { Won = true, ClosedAt = At, Reason = "price", KickoffAt = At },
                Score = new ScoreSnapshot(Points.Whole(25), new Points(30500), new Points(55500), "B2", "mql", At, "v1"),
                Ledger = [new LedgerEvent("s1", "demo-request", At)],
                Adjustments = [new Adjustment("a1", At, "kim", -5, "student")],
                Crossings = new Dictionary<string, Crossing> { ["mql"] = new(false, 1, At) },
                Owner = new Assignment("sam", At, "bdr", "d1"), Holding = new Holding("all away", "bdr", At), Handoffs = [Handoff],
                Visitors = ["visitor01"], Consents = [new ConsentGiven("marketing", true, "v1", At, "form:demo")], Clocks = [Clock], ScoreDueAt = At, Reroutings = 1, DueAt = At, Urgency = 7, Version = 3,
            }
        },
        { "visitor", new Visitor { Id = "visitor01", LeadId = "ld_1", Signals = [Signal], LastSeenAt = At, Version = 2 } },
        { "activity-signal", new Activity.SignalReceived("s1", At, Signal) },
        { "activity-band-crossed", new Activity.BandCrossed("band-up:mql:1", At, "cold", "mql", 41.5m, 1, true) },
        { "activity-stage-changed", new Activity.StageChanged("stage:mql:1", At, Stage.Raw, Stage.Mql, "hand-raise:demo-request", null) },
        { "activity-routing-decided", new Activity.RoutingDecided("d1", At, Decision) },
        { "activity-notified", new Activity.Notified("e1", At, "file", "sam", "assigned", "sent") },
        { "activity-note", new Activity.Noted("n1", At, "Called back") { By = "sam" } },
        { "activity-adjusted", new Activity.Adjusted("a1", At, 5, "met at a fair") { By = "kim" } },
        { "activity-enriched", new Activity.Enriched("en1", At, "http", new Dictionary<string, string> { ["companySize"] = "600" }) },
        { "activity-visitor-joined", new Activity.VisitorJoined("j1", At, "visitor01", 3) },
        { "activity-edited", new Activity.Edited("ed1", At, new Dictionary<string, string> { ["title"] = "CEO" }) { By = "kim" } },
        { "activity-acted", new Activity.Acted("act1", At, "contact", Stage.Mql, null, "Left a message", new Dictionary<string, string> { ["channel"] = "call" }) { By = "sam" } },
        { "activity-handoff-offered", new Activity.HandoffOffered("handoff:sdr-to-ae:1", At, Handoff, [new PacketEntry("budget", "Budget", ["50k approved"])]) { By = "sam" } },
        { "activity-handoff-answered", new Activity.HandoffAnswered("answer:1", At, "handoff:sdr-to-ae:1", HandoffKind.SdrToAe, HandoffState.Returned, "no-budget") { By = "grace" } },
        { "activity-unassigned", new Activity.Unassigned("un1", At, "sam", "rejected") },
        { "activity-nurture", new Activity.Nurtured("nurture:new-lead:1:ended", At, "new-lead:1", "exited", "replied") },
        {
            "lead-provisional", new Lead
            {
                Id = "ld_1", Email = "ana@acme.example", CreatedAt = At, Void = ["band-up:mql:1"],
                Arrivals =
                [
                    new Arrival(At, [new LedgerEvent("s1", "email-click", At)], new StandingBefore(new Dictionary<string, Crossing> { ["mql"] = new(true, 1, At) }, Stage.Raw, At, At)
                    {
                        ScoreDueAt = At, Recycled = new Recycling(At, At, "no-need"), FirstContact = new FirstContact(At, "sam", "call", "reached"), Runs = [Run],
                    }),
                ],
            }
        },
        { "activity-retracted", new Activity.Retracted("retracted:s1", At, "s1", "email-click", ["trap-link"], "mql -> warm", ["told ana by slack"]) },
        { "activity-mailed", new Activity.Mailed("mail:1", At, "send_1", "welcome", "Good to have you here", "new-lead:1", "unknown", "timed out") },
        { "message-nurture-due", new Message.NurtureDue("ld_1", ["email-click"]) },
        { "message-mail-due", new Message.MailDue("ld_1", "new-lead:1", "welcome") },
        { "lead-nurtured", new Lead { Id = "ld_1", Email = "ana@acme.example", CreatedAt = At, Enrolments = [Run], Mails = [new SentMark(At, "mail:1")] } },
        { "register-send-hit", new SentEmail("mail:1", "ld_1", "file", "m1", At) { Links = ["https://www.example.com/"], Hits = [new MailHit(At, 0, "head")] } },
        { "register-send-judged", new SentEmail("mail:1", "ld_1", "file", "m1", At) { Hits = [new MailHit(At, MailHit.Elsewhere, null) { Event = "sendgrid:e1", Url = "https://www.example.com/x", Client = "h_0123456789abcdef", Counted = true }] } },
        { "message-signal-arrived", new Message.SignalArrived("ld_1", "ana@acme.example", [Signal]) },
        { "message-signal-arrived-release", new Message.SignalArrived("ld_1", null, []) { Release = new Message.VisitorIdentified("visitor01", "ld_2", "", At) { Released = true } } },
        { "message-visitor-released", new Message.VisitorIdentified("visitor01", "ld_2", "", At) { Released = true } },
        { "visitor-leaving", new Visitor { Id = "visitor01", IdentifiedAt = At, Before = ["ld_1"], LastSeenAt = At, Version = 2 } },
        { "message-visitor-seen", new Message.VisitorSeen("visitor01", [Signal]) },
        { "message-visitor-followed", new Message.VisitorIdentified("visitor01", "ld_1", "", At) { ByClick = true } },
        { "message-visitor-identified", new Message.VisitorIdentified("visitor01", "ld_1", "ana@acme.example", At) },
        { "message-lead-needs-owner", new Message.LeadNeedsOwner("ld_1", "mql") },
        { "message-lead-due", new Message.LeadDue("ld_1") },
        { "message-lead-captured", new Message.LeadCaptured("ld_1") },
        { "message-clock-due", new Message.ClockDue("ld_1") },
        { "activity-clock", new Activity.Clocked("clock:first-contact:1:breach", At, "first-contact:1", "first-contact", ClockEvents.Breached, At, null) },
        { "message-notification-due", new Message.NotificationDue("ld_1", "notify:1", "sam", "assigned", "file") },
        { "message-notification-due-text", new Message.NotificationDue("ld_1", "notify:1", "sam", "nurture", "slack", Text: "A good moment to call.") },
        { "message-notification-due-by", new Message.NotificationDue("ld_1", "notify:1", "sam", "assigned", "slack", At) },
        { "message-digest-due", new Message.DigestDue("sam", "slack", 3) },
        { "message-webhook-due", new Message.WebhookDue("crm", "evt_1", "lead.assigned", "{}", 2) },
        { "register-tell-window", new TellWindow(At, 5, 3, true) },
        { "register-digest", new Digest(At, [new DigestItem("ld_1", "notify:1", "assigned", At, true)]) },
        { "register-model-window", new ModelWindow([At], 3, 3) },
        { "register-playbook", new PublishedText("0123456789ab", At, "name: b2b") { Author = "maria", Reason = "more leads", Override = "agreed", Rollback = true, Changes = 2 } },
        { "register-backtest", new Backtested("0123456789ab", "ba9876543210", At, "too many", 3, 1) },
        { "activity-by-model", new Activity.BandCrossed("band-up:mql:1", At, "warm", "mql", 45.5m, 1, true) { Model = "0123456789ab", Rule = new PlaybookLine("0123456789ab", "thresholds.bands.mql", 208) } },
        { "register-webhook", new WebhookSwitch(At, "answered 410") },
        { "activity-email-outcome", new Activity.EmailOutcome("sendgrid:e1", At, "sendgrid", EmailEventKind.HardBounce, "send_1", "550 no such user") { By = "sendgrid" } },
        { "message-email-reported", new Message.EmailReported("ld_1", [Told]) },
        { "message-form-answered", new Message.FormAnswered(Answers) },
        { "message-answers-wanted", new Message.AnswersWanted("meta", "999", At, "demo", "2") },
        { "register-send", new SentEmail("send:ld_1:new-lead:1", "ld_1", "sendgrid", "m1", At) { Progress = new SendProgress(SendStatus.Clicked, At, "why") { DeliveredAt = At, OpenedAt = At, ClickedAt = At } } },
        { "register-suppression", new Suppression { Entries = [new(SuppressionReason.HardBounce, At, "webhook:sendgrid", true)], OptedInAt = At, SoftBounces = [new("m1", At)] } },
        { "register-receipt", new Receipt(At, "c_1") },
        { "register-quarantined", new Quarantined("sendgrid", "sendgrid:e1", "new_kind", At, "{}") },
        { "register-rotation", new Rotation("bdr", new Dictionary<string, RotationMember> { ["sam"] = new(-5, 7) }, [new RecentChoice("ld_1", "d1", "sam", "bdr")]) },
        { "register-workload", new Workload("sam", 4, [At]) },
        { "register-audit", new AuditEntry(At, "sam", "reject", "ld_1", "bad-data") },
        { "register-holding", new HeldLead("ld_1", "bdr") },
        {
            "lead-merged", new Lead
            {
                Id = "ld_1", Email = "ana@acme.example", CreatedAt = At, MergedInto = "ld_2", Merged = new MergeNote(At, "kim", "the same person"),
                Absorbed = [new AbsorbedLead("ld_3", "ana@acme.test", new MergeNote(At, "system", null), 4)], Own = new Lead { Id = "ld_1", Email = "ana@acme.example", CreatedAt = At },
            }
        },
        { "activity-merged", new Activity.Merged("absorbed:ld_3:1", At, "absorbed", "ld_3", "the same person") { By = "kim" } },
        { "message-share-changed", new Message.ShareChanged("ld_1", "ld_3", [Signal]) },
        { "register-link", new Link("ld_2", ["ld_3"]) },
        {
            "lead-counted", new Lead
            {
                Id = "ld_1", Email = "ana@acme.example", CreatedAt = At, BecameMql = new MqlMark(At, new Points(55500), "v1"),
                Owner = new Assignment("sam", At, "bdr", "d1") { PoolId = "bdr" },
                Stays =
                [
                    new StageStay(Stage.Opportunity, At, At)
                    {
                        Cause = "lose", Reason = "price", PersonId = "sam", PoolId = "bdr", FirstContact = new FirstContact(At, "sam", "call", "reached"),
                        Deal = new Deal("Acme", 10, new DateOnly(2026, 6, 30), At, "sam"),
                    },
                ],
            }
        },
        { "message-figures-changed", new Message.FiguresChanged("ld_1") },
        { "message-figures-changed-mail", new Message.FiguresChanged("ld_1", "send_1") },
        {
            "register-counted", new Contribution(new DateOnly(2026, 3, 4))
            {
                Source = "google", Campaign = "spring", Owner = "sam", Pool = "bdr", Stage = "sal", Band = "mql", Score = 55, Version = "v1",
                Facts = [new Fact(FactKind.Clock, "first-contact", At) { Until = At, Value = 5, Why = "met", Held = "outside sending hours" }],
            }
        },
        { "register-counted-mail", new MailContribution("new-lead", new DateOnly(2026, 3, 4)) { Opened = true, Clicked = true, Unsubscribed = true, Bounced = true } },
        { "register-brake", new ComplaintBrake([At], At) },
        { "register-duplicate", new DuplicatePair("ld_1", "ld_2", ["phone"], At, "kim") },
        { "register-hygiene", new HygieneReport(At, true, "kim", 20, 1, ["1 of 20"]) },
        { "register-account-link", new AccountLink("acme.com", ["acme.de"], ["acme.example"]) },
        { "register-erased", new ErasedLead(At, ErasedLead.Done) },
        { "register-timer", new TimerRun(At, At, true, "3 leads due") },
    };

    [Theory]
    [MemberData(nameof(Stored))]
    public void it_is_written_as_in_the_golden_file_and_read_back_the_same(string name, object value)
    {
        var type = value switch
        {
            Lead => WireJson.LeadDocument,
            Activity => WireJson.Default.Activity,
            Message => WireJson.Default.Message,
            _ => WireJson.Default.GetTypeInfo(value.GetType())!,
        };
        var json = JsonSerializer.Serialize(value, type);
        var path = Path.Combine(AppContext.BaseDirectory, "Wire", "golden", name + ".json");
        Assert.True(File.Exists(path), $"no golden file {name}.json; it should be:{Environment.NewLine}{json}");

        var golden = File.ReadAllText(path).Trim();
        Assert.Equal(golden, json);
        Assert.Equal(golden, JsonSerializer.Serialize(JsonSerializer.Deserialize(golden, type), type));
    }

    /// <summary>What a store made before a member was added has reads as if the member had its first value.</summary>
    [Fact]
    public void a_lead_stored_before_it_had_stays_reads_as_one_without()
    {
        const string Old = """{"id":"ld_1","email":"ana@acme.example","createdAt":"2026-03-04T05:06:07+00:00","stage":"mql"}""";

        var lead = JsonSerializer.Deserialize(Old, WireJson.LeadDocument)!;

        Assert.Equal((0, Stage.Mql), (lead.Reroutings, lead.Stage));
        foreach (var list in typeof(Lead).GetProperties().Where(property => property.GetValue(new Lead { Id = "", Email = "", CreatedAt = At }) is ICollection))
        {
            Assert.True(list.GetValue(lead) is ICollection { Count: 0 }, list.Name);
        }
    }

    [Fact]
    public void every_message_and_every_activity_has_a_golden_file()
    {
        var sampled = Stored.Select(row => row[1].GetType()).ToHashSet();
        var missing = typeof(Message).GetNestedTypes().Concat(typeof(Activity).GetNestedTypes()).Where(type => !sampled.Contains(type)).Select(type => type.Name);
        Assert.Empty(missing);
    }
}
