using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Domain.Tests.Playbooks;

/// <summary>What the seeds say about qualifying and handing over, against the shipped playbooks; and mistakes in them.</summary>
public class handoffs_reasons_and_questions
{
    [Fact]
    public void b2b_asks_the_four_questions_of_its_seed() => Assert.Equal(
        [
            ("Budget", "Can they afford the solution?", true),
            ("Authority", "Is this the decision maker?", true),
            ("Need", "Do they have a real pain point?", true),
            ("Timeline", "When do they need to solve this?", true),
        ],
        Shipped.B2b.Qualification.Single(method => method.Id == "bant").Criteria.Select(criterion => (criterion.Label, criterion.Question, criterion.Required)));

    [Fact]
    public void b2b_has_the_process_of_its_seed_in_order() => Assert.Equal(
        [
            "Marketing scores lead to MQL threshold",
            "Automated notification to assigned BDR",
            "BDR reviews lead within SLA (<5 min for hot, <1 hour for warm)",
            "BDR performs qualification call (BANT/MEDDIC)",
            "Qualified -> Convert to SQL, assign to AE",
            "Not qualified -> Return to marketing with reason code",
            "AE accepts SQL within 24h",
            "AE conducts discovery, moves to Opportunity",
        ],
        Shipped.B2b.Handoffs.SelectMany(policy => policy.Steps));

    [Theory]
    [InlineData(HandoffKind.MarketingToSales, "Lead reaches MQL threshold", "Route to SDR, notify via Slack/email", "First contact within 4 hours", "Lead source, engagement history, fit score")]
    [InlineData(HandoffKind.SdrToAe, "SQL created after qualifying call", "Create opportunity, assign to AE", "AE accepts within 24 hours", "BANT details, call notes, stakeholders")]
    [InlineData(HandoffKind.SalesToCs, "Deal closed won", "Create customer record, assign CSM", "Kickoff call within 5 business days", "Contract details, use case, key contacts, why they bought")]
    public void handbook_hands_over_as_chapter_6_says(HandoffKind kind, string trigger, string action, string sla, string info)
    {
        var policy = Shipped.Handbook.Handoffs.Single(policy => policy.Kind == kind);

        Assert.Equal([$"Trigger: {trigger}", $"Action: {action}", $"SLA: {sla}", $"Info passed: {info}"], policy.Steps);
        Assert.Equal(info, string.Join(", ", policy.Fields.Select(field => field.Label)), ignoreCase: true);
        Assert.All(policy.Fields, field => Assert.Equal(kind != HandoffKind.MarketingToSales, field.Required));
    }

    [Fact]
    public void exit_criteria_that_a_lead_can_answer_are_checked_on_it()
    {
        var playbook = Shipped.B2b;
        var lead = Capture.New("ld_1", "jane@globex.example", DateTimeOffset.UnixEpoch) with { Stage = Stage.Mql };
        var answers = playbook.Qualification.Single(method => method.Id == "meddic").Criteria.Where(criterion => criterion.Required).ToDictionary(criterion => criterion.Id, _ => "yes");
        var qualified = lead with { Qualification = Qualification.None.With(new LifecycleAction.Qualify("meddic", answers, null, []), "ana", DateTimeOffset.UnixEpoch) };

        Assert.Equal(["qualified", "contacted"], playbook.Stages.Single(stage => stage.Stage == Stage.Mql).Checks);
        Assert.Equal((false, true, false), (ExitChecks.IsMet("qualified", lead, playbook), ExitChecks.IsMet("qualified", qualified, playbook), ExitChecks.IsMet("contacted", qualified, playbook)));
        Assert.All(ExitChecks.Names, name => Assert.False(ExitChecks.IsMet(name, lead, playbook), name));
    }

    [Fact]
    public void a_playbook_that_names_no_reasons_has_the_usual_ones()
    {
        var playbook = Read(Small.Text);

        Assert.Contains(playbook.Reasons.Reject, reason => reason is { Id: "bad-data", CreditBack: true });
        Assert.All(new[] { playbook.Reasons.Disqualify, playbook.Reasons.Recycle, playbook.Reasons.Lose, playbook.Reasons.Return }, list => Assert.NotEmpty(list));
        Assert.Empty(playbook.Handoffs);
    }

    [Theory]
    [InlineData("reasons: {reject: []}", "reasons.reject", "at least one reason is needed")]
    [InlineData("reasons: {reject: [{id: a, label: A}, {id: a, label: B}]}", "reasons.reject[1].id", "the reject reason 'a' is already defined")]
    [InlineData("reasons: {lose: [{id: a, label: A, creditBack: true}]}", "reasons.lose", "'creditBack' gives a turn back when a lead is rejected")]
    [InlineData("reasons: {regret: []}", "reasons.regret", "unknown key 'regret'")]
    [InlineData("qualification: [{id: bant, name: BANT, criteria: []}]", "qualification[0].criteria", "at least one criterion is needed")]
    [InlineData("qualification: [{id: bant, name: BANT, criteria: [{id: b, label: B, question: Q, required: false}]}]", "qualification[0].criteria", "at least one criterion must be required")]
    [InlineData("handoffs: [{kind: sdr-to-ea, receivers: [ae], fields: []}]", "handoffs[0].kind", "there is no handoff 'sdr-to-ea'; did you mean 'sdr-to-ae'?")]
    [InlineData("handoffs: [{kind: sdr-to-ae, fields: []}]", "handoffs[0]", "say who takes it on")]
    [InlineData("handoffs: [{kind: marketing-to-sales, fields: [{name: sourse, label: Source}]}]", "handoffs[0].fields[0].name", "there is no 'sourse' to hand over; did you mean 'source'?")]
    [InlineData("handoffs: [{kind: marketing-to-sales, fields: [{name: source, label: Source, required: true}]}]", "handoffs[0].fields[0].required", "nobody is there to fill it in")]
    [InlineData("handoffs: [{kind: sdr-to-ae, receivers: [ae], routing: [{id: all, kind: round-robin, to: {pool: bdr}}], fields: []}]", "handoffs[0].routing[0].id", "the routing rule 'all' is already defined")]
    public void a_mistake_is_named_where_it_stands(string text, string key, string message)
    {
        var errors = ReadPlaybook.FromYaml(Small.Text + text + "\n", "small.yaml").Errors;

        Assert.Contains(errors, error => error.Key == key && error.Message.StartsWith(message, StringComparison.Ordinal));
    }

    private static Playbook Read(string text)
    {
        var reading = ReadPlaybook.FromYaml(text, "small.yaml");
        Assert.Empty(reading.Errors);
        return reading.Playbook!;
    }
}
