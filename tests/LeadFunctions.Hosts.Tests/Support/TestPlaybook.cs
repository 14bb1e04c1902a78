using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Lists;

namespace LeadFunctions.Hosts.Tests.Support;

public static class TestPlaybook
{
    public const string Origin = "https://www.example.com";

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["Email"] = "email",
        ["name"] = "name",
        ["company"] = "company",
        ["title"] = "title",
    };

    public static readonly Playbook Playbook = new()
    {
        Name = "test",
        Version = "0123456789ab",
        Signals =
        [
            new("demo-request", "Demo request", HandRaise: true),
            new("content-download", "Download"),
            new("page-view", "Page view", Page: true),
            new("pricing-page-view", "Pricing page view", Page: true),
            new("blog-view", "Blog view", Page: true),
            new("webinar-attended", "Webinar attended"),
        ],
        Bands = [new("cold", "Cold", 0, ""), new("warm", "Warm", 21, ""), new("mql", "MQL", 41, "")],
        Forms =
        [
            Form("demo", "demo-request"),
            Form("guide", "content-download") with { ThankYou = "https://www.example.com/guide/thanks", Origins = ["https://landing.example.com"] },
            Form("closed", "demo-request") with { Enabled = false },
        ],
        Pages = [new("/pricing**", "pricing-page-view"), new("/blog/**", "blog-view")],
        People =
        [
            new("anna", "Anna", "anna@example.com", "bdr") { Manager = "mia" }, new("ben", "Ben", "ben@example.com", "bdr") { Manager = "mia" },
            new("mia", "Mia", "mia@example.com", "manager"), new("otto", "Otto", "otto@example.com", "bdr") { Manager = "max" }, new("max", "Max", "max@example.com", "manager"),
        ],
        Pools = [new("bdr", "BDRs", [new("anna")]), new("ae", "AEs", [new("ben")]), new("north", "North", [new("otto")])],
        Mail = new MailSettings { FromName = "Acme", FromAddress = "hello@example.com", Company = "Acme", Postal = "1 Main Street", Site = "https://www.example.com" },
        Sequences = [new("welcome", "Welcome") { Entry = new(new Condition.Always(), ["never"], null), Steps = [new SequenceStep.Send("first", "first")] }],
        Texts = [new("first", "Hello", "{{greeting}}")],
        Qualification = [new("bant", "BANT", [new("budget", "Budget", "Can they pay?", true), new("authority", "Authority", "Do they decide?", true)])],
        Calendars = [new("office", "Europe/Berlin", [.. Enum.GetValues<DayOfWeek>().Except([DayOfWeek.Saturday, DayOfWeek.Sunday]).Select(day => new WorkWindow(day, new(9, 0), new(17, 0)))], [])],
        Sla =
        [
            new("first-contact", "First contact", "hot", [new SlaStart.StageEntered(Stage.Mql, new Condition.Always())], new SlaTarget.Working(TimeSpan.FromHours(4)))
            {
                During = [Stage.Mql, Stage.Sal],
                Calendar = "office",
                WarnAt = [50],
                StopsOn = ["contact"],
                MaxPause = TimeSpan.FromDays(2),
            },
        ],
        Origins = [Origin],
        Notifications = new() { WebhookUrl = "https://hooks.example.com/secret-canary" },
        Stages = [new StageDefinition(Stage.Raw, "Raw", "", "marketing", [], [])],
    };

    public static readonly PlaybookShelf Shelf =
        new([new(DateTimeOffset.UnixEpoch, new Rulebook(Playbook, ScoringModel.Compile(Playbook), new DomainKnowledge(KnownLists.Domains, Playbook.Domains)))]);

    private static FormDefinition Form(string id, string signal) =>
        new(id, "Title of " + id, signal, Fields, [], "website", null, "newsletter", "Yes, send me news", ["www.example.com"]);
}
