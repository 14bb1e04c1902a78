namespace LeadFunctions.Domain.Tests.Playbooks;

/// <summary>One small mistake in a shipped playbook.</summary>
/// <param name="Text">What stands there; the first place counts.</param>
/// <param name="Changed">What it becomes.</param>
/// <param name="At">The finding's line is the first that has this.</param>
/// <param name="Also">Codes of findings that follow from the same mistake.</param>
public sealed record Defect(string Playbook, string Text, string Changed, string Code, string At, params string[] Also);

/// <summary>The mistakes people make, each of which `check` must find where it stands.</summary>
internal static class Defects
{
    private const string Senior = "  - {id: senior-ae, name: Senior AEs, members: [hugo, ines]}";
    private const string Session = "    - {id: web-session,";
    private const string Welcome = "Thank you for your interest in {{our.name}}.";

    public static readonly IReadOnlyList<Defect> All =
    [
        // Scoring: what can never count, or counts twice.
        new("b2b", "{id: size-500, label: 500+ employees, points: 20, when: {companySize: {min: 500}}}", "{id: size-500, label: 500+ employees, points: 20, when: {companySize: {min: 50}}}", "rule-shadowed", "id: size-100"),
        new("b2b", "{id: size-100, label: 100-499, points: 15, when: {companySize: {min: 100}}}", "{id: size-100, label: 100-499, points: 15, when: {companySize: {min: 600}}}", "rule-shadowed", "id: size-100"),
        new("b2b", "          when: {title: {present: true}}\n", "          when: {title: {hasWord: [director]}, not: {title: {hasWord: [assistant to, executive assistant, personal assistant, administrative assistant, secretary]}}}\n", "rule-shadowed", "- id: title-individual"),
        new("b2b", "industry: {hasWord: [consulting, professional services, telecommunications, media, e-commerce, manufacturing]}", "industry: [Banking, Insurance]", "rule-shadowed", "id: industry-adjacent"),
        new("b2b", "    - factor: geography\n      group: geography\n      rules:\n", "    - factor: geography\n      group: geography\n      rules:\n        - {id: geo-all, label: All, points: 2, when: {any: [{country: {present: true}}, {region: {present: true}}]}}\n", "rule-shadowed", "id: geo-primary"),
        new("b2b", "when: {companySize: {min: 20}}}", "when: {companySize: {min: 20}}}\n        - {id: size-few, label: A few, points: 7, when: {companySize: {max: 20}}}", "rule-shadowed", "id: size-small"),
        new("b2b", "when: {companySize: {min: 20}}}", "when: {companySize: {min: 20}, not: {companySize: {present: true}}}}", "never-holds", "id: size-20"),
        new("b2b", "when: {country: [US, CA, GB]}", "when: {country: [US, CA, GB], not: {country: {present: true}}}", "never-holds", "id: geo-primary"),
        new("handbook", "when: {companySize: {min: 50, max: 500}}", "when: {companySize: {min: 600, max: 900}}", "rule-shadowed", "id: size-50-500"),
        new("b2b", "label: Blog post view, signal: blog-post-view, points: 3", "label: Blog post view, signal: blog-post-view, points: 0", "no-effect", "id: web-blog"),
        new("b2b", "label: C-level\n          points: 25", "label: C-level\n          points: 0", "no-effect", "- id: title-c-level"),
        new("b2b", "{id: geography, label: Geography}", "{id: geography, label: Geography, min: 0, max: 0}", "no-effect", "id: geography, label: Geography, min"),
        new("b2b", "sessionDepth: {signal: session-depth", "sessionDepth: {signal: webinar-registered", "unreadable", "sessionDepth:"),
        new("b2b", Session, "    # {id: web-session,", "no-effect", "sessionDepth:"),
        new("b2b", Session, "    - {id: web-pricing-again, group: web, label: Again, signal: pricing-page-view, points: 5}\n" + Session, "signal-scored-twice", "id: web-pricing-again"),
        new("b2b", "{id: competitor-domain, group: negative, label: Competitor email domain, points: -30, when: {competitor: true}}", "{id: competitor-domain, group: negative, label: Competitor email domain, points: -30, when: {freeEmail: true}}\n    - {id: free-too, group: negative, label: Free email, points: -5, when: {freeEmail: true}}", "rules-overlap", "id: free-too"),
        new("b2b", "    - {id: competitor-domain,", "    - {id: inactive-again, group: negative, label: Quiet, points: -5, inactiveFor: 30d}\n    - {id: competitor-domain,", "rules-overlap", "id: inactive-again"),
        new("b2b", "    - factor: geography\n", "    - {factor: market, group: geography, rules: [{id: market-home, label: Home, points: 3, when: {country: [GB, US, CA]}}]}\n    - factor: geography\n", "rules-overlap", "id: geo-primary"),
        new("b2b", "competitors: [competitor.example]", "competitors: []", "no-competitors", "id: competitor-domain"),

        // Hygiene.
        new("b2b", "title: B2B lead management", "title: B2B lead management\nhygiene: {archiveAfter: 60d}", "archive-too-soon", "hygiene:"),
        new("b2b", "title: B2B lead management", "title: B2B lead management\nhygiene: {archiveAfter: year}", "unreadable", "hygiene:"),

        // Thresholds.
        new("b2b", "{id: sql, name: SQL, from: 81", "{id: sql, name: SQL, from: 101", "threshold-unreachable", "{id: sql, name: SQL, from"),
        new("b2b", "range: {min: 0, max: 100}", "range: {min: 0, max: 80}", "threshold-unreachable", "{id: sql, name: SQL, from", "never-holds"),
        new("blank", "  engagement: []", "  engagement: [{id: demo, label: Demo, signal: demo-request, points: 30, repeat: once}]", "threshold-unreachable", "{id: mql, name: MQL"),
        new("b2b", "{id: cold, name: Cold, from: 0", "{id: cold, name: Cold, from: 5", "no-band", "{id: cold"),
        new("b2b", "hysteresis: 5 ", "hysteresis: 25 ", "never-rearms", "{id: warm"),
        new("b2b", "hysteresis: 5 ", "hysteresis: 21 ", "never-rearms", "{id: warm"),
        new("b2b", "mqlBand: mql ", "mqlBand: cold ", "everybody-mql", "mqlBand: cold"),
        new("b2b", "{id: warm, name: Warm, from: 21", "{id: warm, name: Warm, from: 51", "unreadable", "{id: mql, name: MQL, from"),
        new("handbook", "mqlBand: ", "mqlBand: none-", "unreadable", "mqlBand:"),

        // Gates.
        new("b2b", "when: {country: [KP]}", "when: {any: [{country: {present: true}}, {not: {country: {present: true}}}]}", "gate-always", "id: blocked-country"),
        new("b2b", "{id: student, reason: Student email address, when: {student: true}}", "{id: student, reason: Student email address, when: {student: true, not: {student: true}}}", "never-holds", "id: student, reason"),

        // Pages, forms, names.
        new("b2b", "  - {path: /plans**", "  - {path: /pricing/eu**, signal: pricing-page-view}\n  - {path: /plans**", "page-shadowed", "/pricing/eu**"),
        new("b2b", "{name: product-page-view, label: Product page view, page: true}", "{name: product-page-view, label: Product page view}", "page-not-a-page", "{path: /product**"),
        new("b2b", "{path: /blog/**, signal: blog-post-view}", "{path: /blog/**, signal: blog-view}", "unreadable", "{path: /blog/**"),
        new("b2b", "    signal: demo-request\n", "    signal: demo\n", "unreadable", "signal: demo\n"),
        new("b2b", "title: B2B lead management", "titel: B2B lead management", "unreadable", "titel:"),
        new("b2b", "{id: web-product, group: web", "{id: web-pricing, group: web", "unreadable", "{id: web-pricing, group: web, label: Product"),
        new("b2b", "decay: {halfLife: 30d}", "decay: {halfLife: month}", "unreadable", "halfLife: month"),
        new("b2b", "points: 20, repeat: {max: 1, per: 24h}", "points: twenty, repeat: {max: 1, per: 24h}", "unreadable", "points: twenty"),
        new("b2b", "companySize: {min: 500}", "compnaySize: {min: 500}", "unreadable", "compnaySize"),
        new("handbook", "name: handbook", "name: handbook\nname: again", "unreadable", "name: again"),
        new("blank", "people:\n", "people: &team\n", "unreadable", "people: &team"),

        // People, pools, calendars.
        new("b2b", "members: [dai, eva]", "members: []", "pool-empty", "{id: apac, name: APAC team", "nobody-for-rule"),
        new("b2b", "role: ae, manager: maria}", "role: ae, manager: maria, active: false}", "pool-empty", "{id: enterprise, name"),
        new("b2b", "hours: {mon-fri: 09:00-17:30}\n    holidays: [2026-12-25, 2027-01-01]\n", "hours: {mon-fri: 09:00-17:30}\n  - {id: nights, timeZone: UTC, hours: {mon: []}}\n", "calendar-unused", "{id: nights"),
        new("b2b", "role: senior-ae, manager: maria}\n  - {id: ines, name: Ines Sample, email: ines.sample@example.com, role: senior-ae, manager: maria}", "role: senior-ae, manager: maria, calendar: never}\n  - {id: ines, name: Ines Sample, email: ines.sample@example.com, role: senior-ae, manager: maria, calendar: never}\ncalendars2:", "unreadable", "calendars2:"),
        new("b2b", Senior, "  - {id: senior-ae, name: Senior AEs, members: [hugo, hugo]}", "unreadable", "{id: senior-ae"),
        new("b2b", "hours: {mon-fri: 09:00-17:30}", "hours: {mon-fri: [09:00-13:00, 12:00-17:30]}", "hours-overlap", "hours: {mon-fri: [09:00"),
        new("b2b", "role: manager}", "role: manager, manager: maria}", "own-manager", "id: maria"),
        new("b2b", "role: cs, manager: maria}\n\npools:", "role: cs, manager: maria, quiet: {from: \"20:00\", until: \"07:00\"}}\n\npools:", "quiet-by-utc", "quiet: {from"),
        new("blank", "role: bdr}", "role: bdr, calendar: never}\n\ncalendars:\n  - {id: never, timeZone: UTC, hours: {mon: []}}", "pool-never-open", "{id: everybody, name"),
        new("blank", "role: bdr}", "role: bdr, maxPerDay: 0}", "pool-takes-nothing", "{id: everybody, name"),

        // Routing and handoffs.
        new("b2b", "  - id: everybody                 # New leads alternate between BDRs\n    kind: round-robin\n", "  - id: everybody\n    kind: round-robin\n    when: {country: {present: true}}\n", "routing-gap", "- id: everybody"),
        new("b2b", "    kind: round-robin\n    to: {pool: bdr}", "    kind: account-based\n    to: account-owner", "routing-gap", "- id: everybody"),
        new("b2b", "when: {score: {above: 80}}", "when: {score: {min: 0}}", "routing-shadowed", "- id: enterprise"),
        new("b2b", "when: {score: {above: 80}}", "when: {score: {above: 80}, band: [cold, warm]}", "never-holds", "- id: hot-score"),
        new("b2b", "when: {score: {above: 80}}", "when: {score: {above: 120}}", "never-holds", "- id: hot-score"),
        new("b2b", "  - id: fintech                   # Fintech", "  - id: apac-small\n    kind: territory\n    when: {country: [JP, KR]}\n    to: {pool: bdr}\n  - id: fintech                   # Fintech", "routing-shadowed", "- id: apac-small"),
        new("b2b", "to: {pool: specialists, skill: fintech}", "to: {pool: enterprise, skill: fintech}", "nobody-for-rule", "- id: fintech"),
        new("blank", "role: bdr}\n\npools:\n  - {id: everybody, name: Everybody, members: [ana]}\n\nrouting:\n", "role: bdr}\n  - {id: old, name: Old, email: old@example.com, role: bdr, active: false}\n\npools:\n  - {id: everybody, name: Everybody, members: [ana]}\n\nrouting:\n  - {id: swiss, kind: named, when: {country: CH}, to: {person: old}}\n", "person-inactive", "- {id: swiss"),
        new("b2b", "{id: sql-everybody, kind: round-robin, to: {pool: ae}}", "{id: sql-everybody, kind: round-robin, when: {industry: {present: true}}, to: {pool: ae}}", "routing-gap", "id: sql-everybody"),
        new("b2b", "{id: sql-enterprise, kind: size-based, when: {companySize: {min: 500}}, to: {pool: enterprise}}", "{id: sql-enterprise, kind: size-based, to: {pool: enterprise}}", "routing-shadowed", "id: sql-fintech"),
        new("handbook", "routing:\n", "routing: []\nrouted:\n", "unreadable", "routed:"),

        // Service levels.
        new("b2b", "stopsOn: [contact, qualify]", "stopsOn: []", "sla-never-stops", "stopsOn: []"),
        new("b2b", "      - {stage: mql, when: {not: {band: [sal, sql]}}}", "      - {stage: sql, when: {not: {band: [sal, sql]}}}", "sla-start-outside", "- {stage: sql, when"),
        new("b2b", "      - {after: 16h, do: recycle, reason: no-response, tell: [manager]}\n  - id: first-contact-warm", "      - {after: 16h, do: recycle, reason: no-response, tell: [manager]}\n      - {after: 1h, do: reroute}\n  - id: first-contact-warm", "sla-step-after-recycle", "{after: 1h, do: reroute}"),
        new("b2b", "    warnAt: [75]\n    stopsOn: [contact, qualify]\n    onWarn: [owner]\n", "    warnAt: [75]\n    stopsOn: [contact, qualify]\n", "sla-warns-nobody", "- id: sal-outreach"),
        new("b2b", "    warnAt: [80]\n    stopsOn: [kickoff]\n    onWarn: [owner]\n    onBreach: [owner, manager]", "    warnAt: [80]\n    stopsOn: [kickoff]\n    onWarn: [owner]", "sla-tells-nobody", "- id: kickoff "),
        new("b2b", "    during: [customer]", "    during: []", "sla-no-stage", "during: []"),

        // Sequences and texts.
        new("b2b", "      - {id: wait-2, wait: 4d}", "      - {id: stop, exit: enough}\n      - {id: wait-2, wait: 4d}", "step-after-exit", "{id: wait-2, wait: 4d}", "mail-count", "text-unused"),
        new("b2b", "caps: [{max: 1, per: 24h}, {max: 3, per: 7d}, {max: 10, per: 30d}]", "caps: [{max: 1, per: 7d}]", "caps-too-tight", "- id: new-lead"),
        new("b2b", "hours: {mon-fri: 08:00-18:00}", "hours: {mon: []}", "unreadable", "hours: {mon: []}"),
        new("b2b", "{id: wait-1, wait: 3d}", "{id: wait-1, wait: 30d}", "sequence-too-long", "duration: 2-3 weeks"),
        new("b2b", "    emails: 4-5", "    emails: 8-9", "mail-count", "emails: 8-9"),
        new("b2b", "    emails: 4-5", "    emails: 1-2", "mail-count", "emails: 1-2"),
        new("b2b", "      - {id: problem, send: the-problem}", "      - {id: late, waitUntil: \"18:00\"}\n      - {id: problem, send: the-problem}", "wait-outside-hours", "{id: late"),
        new("b2b", "      - {id: problem, send: the-problem}", "      - {id: late, waitUntil: \"22:00\"}\n      - {id: problem, send: the-problem}", "wait-outside-hours", "{id: late"),
        new("b2b", "when: {not: {stage: raw}}}", "when: {stage: raw}}", "exit-at-entry", "goal reached: no longer a raw lead"),
        new("b2b", "enter: {when: {stage: lost}}", "enter: {when: {stage: lost, not: {stage: [lost, mql]}}}", "never-holds", "enter: {when: {stage: lost, not"),
        new("b2b", Welcome, "Thank you {{#if lead.firstName}}dear {{lead.firstName}}.", "text-broken", "- id: welcome"),
        new("b2b", Welcome, "Thank you, {{lead.fristName}}.", "text-unknown-value", "- id: welcome"),
        new("b2b", Welcome, "Thank you for your interest in {{our.brand}}.", "text-unknown-value", "- id: welcome"),
        new("b2b", "{{button \"See what it does\" \"/product\"}}", "{{button \"See what it does\" \"product\"}}", "text-broken", "- id: welcome"),
        new("b2b", "subject: Good to have you here{{#if lead.firstName}}, {{lead.firstName}}{{/if}}", "subject: \"{{lead.firstName}}\"", "text-empty", "- id: welcome"),
        new("b2b", "{id: offer, send: talk-to-us}", "{id: offer, send: welcome}", "text-unused", "- id: talk-to-us"),
        new("b2b", "{id: offer, send: talk-to-us}", "{id: offer, send: talk-to-them}", "unreadable", "send: talk-to-them"),
        new("b2b", "onTimeout: last}", "onTimeout: business-case}", "unreadable", "      - {id: settle, wait: 2d}"),
        new("b2b", "  # leadPage:", "webhooks:\n  - {id: a, url: https://crm.example.com/x, secretFrom: A}\n  - {id: b, url: https://crm.example.com/x, secretFrom: B}\n  # leadPage:", "webhook-twice", "{id: b, url"),
    ];
}
