using System.Security.Cryptography;
using System.Text;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Playbooks.Checking;
using LeadFunctions.UseCases.Playbooks.Reading;

namespace LeadFunctions.UseCases.Playbooks;

/// <summary>
/// YAML text to a <see cref="Playbook"/>, or to everything that is wrong with it. Strict: unknown keys, wrong types, missing keys, doubled ids and names
/// that lead nowhere are errors, each with its line, column and key, and with what to do.
/// </summary>
public static class ReadPlaybook
{
    /// <param name="fileName">For the messages only; nothing is opened.</param>
    /// <returns>A playbook and no errors, or no playbook and at least one error (at most 100, in the order of lines).</returns>
    public static PlaybookReading FromYaml(string yaml, string fileName)
    {
        var reader = new PlaybookReader(fileName);
        var playbook = YamlTree.Read(yaml, reader.Errors) is { } root && Section.Open(root, PlaybookKeys.Playbook, reader) is { } document
            ? Playbook(document, VersionOf(yaml)) is var read && !reader.Errors.Any ? read with { Lines = new Places(root).LinesOf(read) } : null
            : null;
        return reader.Errors.Any ? new PlaybookReading(null, reader.Errors.InOrder()) : new PlaybookReading(playbook, []);
    }

    /// <summary>First 12 hex digits of the SHA-256 of the text.</summary>
    public static string VersionOf(string yaml) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)))[..12];

    private static Playbook Playbook(Section document, string version)
    {
        // Forms come first: the attributes they fill are facts that conditions may ask for.
        var forms = ReadForms.From(document);
        var enrichment = ReadEnrichment.From(document);
        var attributes = ReadForms.AttributeNames(document);
        var facts = KnownFacts.Of(forms, [.. attributes, .. enrichment?.Fields.Values ?? []]);
        var beforeScoring = new ReadCondition(document.Reader, KnownFacts.BeforeScoring(facts));
        var thresholds = ReadThresholds.From(document);
        var conditions = new ReadCondition(document.Reader, facts);
        var playbook = new Playbook
        {
            Name = document.Text("name"),
            Title = document.Text("title"),
            Version = version,
            Stages = ReadStages.From(document),
            Signals = ReadSignals.From(document),
            Scoring = ReadScoring.From(document, beforeScoring),
            Bands = thresholds.Bands,
            MqlBand = thresholds.MqlBand,
            Hysteresis = thresholds.Hysteresis,
            RecycleCooldown = thresholds.RecycleCooldown,
            Attributes = attributes,
            Gates = document.Each("gates", PlaybookKeys.Gate, gate => new Gate(gate.Define("id", "gate"), beforeScoring.Of(gate), gate.Text("reason"))),
            Forms = forms,
            Pages = ReadPages.From(document),
            People = ReadTeam.People(document),
            Pools = ReadTeam.Pools(document),
            Routing = ReadRouting.From(document, conditions),
            Reasons = ReadReasons.From(document),
            Qualification = ReadQualification.From(document),
            Handoffs = ReadHandoffs.From(document, conditions, facts),
            Calendars = ReadCalendars.From(document),
            Sla = ReadSla.From(document, facts),
            Domains = ReadDomains(document),
            Targets = ReadTargets.From(document),
            Origins = ReadForms.Origins(document, "website"),
            Notifications = ReadNotifications.From(document),
            Webhooks = ReadWebhooks.From(document),
            Accounts = ReadAccounts.From(document),
            Enrichment = enrichment,
            Mail = ReadEmail.From(document),
            Texts = ReadEmail.Texts(document),
            Sequences = ReadSequences.From(document, new ReadCondition(document.Reader, facts)),
            Hygiene = document.One("hygiene", PlaybookKeys.Hygiene, section => section.Duration("archiveAfter") is { } silence ? new HygieneSettings { ArchiveAfter = silence } : null) ?? new HygieneSettings(),
        };
        document.Reader.Names.CheckUses();
        return playbook;
    }

    private static DomainLists ReadDomains(Section document) => document.One("domains", PlaybookKeys.Domains, domains => new DomainLists
    {
        Competitors = domains.Texts("competitors"),
        Free = domains.Texts("free"),
        Disposable = domains.Texts("disposable"),
        Student = domains.Texts("student"),
    }) ?? new DomainLists();
}
