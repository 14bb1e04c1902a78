namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>Every page there is, by address; a lead's own comes on top.</summary>
public static class Pages
{
    public static readonly IReadOnlyList<string> All =
    [
        "inbox", "leads", "funnel", "nurture", "nurture?tab=mailbox", "playbook", "playbook?tab=scoring", "playbook?tab=routing", "playbook?tab=sla", "playbook?tab=calendars", "playbook?tab=people", "playbook?tab=check",
        "playbook?tab=versions", "playbook?tab=report", "playbook?tab=backtest", "operations", "operations?tab=dead", "operations?tab=timers", "operations?tab=hygiene", "operations?tab=duplicates",
        "operations?tab=webhooks", "operations?tab=quarantine",
    ];
}
