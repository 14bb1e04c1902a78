namespace LeadFunctions.Domain.Tests.Playbooks;

/// <summary>The least playbook, to break one thing at a time in. Tests count its lines.</summary>
internal static class Small
{
    public const string Text = """
        name: small
        stages:
          - {stage: raw, name: Lead, definition: Somebody, team: Marketing, activities: [Write], exit: [Answers]}
        signals:
          - {name: demo-request, label: Demo request, handRaise: true}
          - {name: pricing-page-view, label: Pricing, page: true}
        scoring:
          groups: [{id: web, label: Web, max: 40}]
          fit:
            - {factor: title, rules: [{id: c-level, label: C-level, points: 25, when: {title: {hasWord: [ceo]}}}]}
          engagement:
            - {id: demo, label: Demo request, signal: demo-request, points: 30, group: web, repeat: once, decay: {halfLife: 30d}}
          state:
            - {id: inactive, label: Inactive, points: -15, inactiveFor: 30d}
        thresholds:
          mqlBand: mql
          bands:
            - {id: cold, name: Cold, from: 0, action: Wait}
            - {id: mql, name: MQL, from: 41, action: Call}
        forms:
          - {id: demo, title: Demo, signal: demo-request, fields: {email: [email], title: job}}
        pages:
          - {path: /pricing**, signal: pricing-page-view}
        people:
          - {id: ana, name: Ana, email: ana@example.com, role: bdr, calendar: office}
        pools:
          - {id: bdr, name: BDRs, members: [ana]}
        routing:
          - {id: all, kind: round-robin, to: {pool: bdr}}
        calendars:
          - {id: office, timeZone: Europe/Berlin, hours: {mon-fri: 09:00-17:30}, holidays: [2026-12-25]}

        """;
}
