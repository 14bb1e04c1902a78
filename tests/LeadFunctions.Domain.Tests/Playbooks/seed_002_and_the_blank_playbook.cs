using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Tests.Playbooks;

/// <summary>The first table of the template, typed in from it, against the shipped words (its bullets are items of a list; its markup is left out).</summary>
public class seed_002_and_the_blank_playbook
{
    [Fact]
    public void have_the_same_stages_and_teams() => Assert.Equal(
        [
            ("Suspect", "Marketing", Stage.Raw),
            ("Prospect", "Marketing", Stage.Raw),
            ("Marketing Qualified Lead", "BDR", Stage.Mql),
            ("Sales Accepted Lead", "BDR/AE", Stage.Sal),
            ("Sales Qualified Lead (Opportunity)", "AE", Stage.Sql),
            ("Customer", "Sales & CS", Stage.Customer),
        ],
        Shipped.Blank.Stages.Select(stage => (stage.Name, stage.Team, stage.Stage)));

    [Theory]
    [InlineData(0, "Sufficient data exists for individual to be in CRM, but not enough known for Marketing or Sales to target them.")]
    [InlineData(1, "\"Hand-raisers\" who convert from an offer, but further qualification needed for a sales conversation. And/or Lead targeted by Marketing based on persona and firmographic data.")]
    [InlineData(2, "An inbound-generated lead who – through activity or indicated interest – warrants a prompt call from Sales Development. Or an outbound-generated lead who through sales development activity has indicated interest in learning more.")]
    [InlineData(3, "BDR determines the individual is part of the buying team and has scheduled the intro call.")]
    [InlineData(4, "Company expresses desire to engage in buying decision. AE deems as worthy of their time and creates deal in HS.")]
    [InlineData(5, "Any contact in CRM that has purchased")]
    public void have_the_same_definitions(int row, string definition) => Assert.Equal(definition, Shipped.Blank.Stages[row].Definition);

    [Theory]
    [InlineData(0, "Marketing outreach via emails and ads. Update profile as new data is acquired. Score/grade profile as new updates occur.")]
    [InlineData(1, "Continued marketing outreach via emails, ads, and other channels. Score leads to prioritize qualification and readiness.")]
    [InlineData(2, "BDR begins calling leads within X time of becoming MQL. Leads prioritized through lead score, behavioral activity, job title, and account data. BDR attempts to qualify through BANT criteria and schedule demo.")]
    [InlineData(3, "Account executive, BDR, and lead participate in call to understand needs and opportunity. Account executive confirms that lead meets opportunity criteria or rejects with appropriate reason.")]
    [InlineData(4, "AE creates opportunity in CRM and begins opportunity management process. Sales process tracked on deal record until it is closed. Ensure appropriate contacts are associated to opportunity.")]
    [InlineData(5, "Pursue upsell/expansion opportunities. Continue account renewal processes. Segment based on customer whitespace.")]
    public void have_the_same_activities(int row, string activities) => Assert.Equal(activities, string.Join(' ', Shipped.Blank.Stages[row].Activities));

    [Theory]
    [InlineData(0, "Individual is aware of Company. Lead takes action to provide enough information to show that they are a potential customer through activity, demographic, and firmographic info.")]
    [InlineData(1, "Lead meets Lead Qualification Score threshold based on account, persona, and behavioral scores. Or fill out Contact Us form with propensity for demo or buy. TBD: Need temporary minimal qualification or classification to further qualify submissions until we gate content.")]
    [InlineData(2, "Lead meets BANT qualification. Intro call with AEs and member of the buying team scheduled.")]
    [InlineData(3, "Based on conversation, AE confirms that lead is a fit and worth pursuing in an opportunity management process.")]
    [InlineData(4, "Deal becomes Closed Won (Customer) or Closed Lost (Nurture)")]
    [InlineData(5, "N/A")]
    public void have_the_same_exit_criteria(int row, string exit) => Assert.Equal(exit, string.Join(' ', Shipped.Blank.Stages[row].ExitCriteria));

    [Fact]
    public void leave_the_points_to_the_company_and_send_every_lead_to_one_pool()
    {
        var scoring = Shipped.Blank.Scoring;
        Assert.Equal(0, scoring.Fit.Count + scoring.Engagement.Count + scoring.State.Count);
        var rule = Assert.Single(Shipped.Blank.Routing);
        Assert.Equal(new Condition.Always(), rule.When);
        Assert.Equal(new RouteTo.InPool("everybody", null, null), rule.To);
    }

    [Theory]
    [InlineData(Stage.Raw, "Lead meets Lead Qualification Score threshold")]
    [InlineData(Stage.Mql, "Lead meets BANT qualification.")]
    [InlineData(Stage.Sal, "Based on conversation, AE confirms")]
    [InlineData(Stage.Opportunity, "Deal becomes Closed Won (Customer) or Closed Lost (Nurture)")]
    public void lend_their_exit_criteria_to_b2b_where_its_seed_has_none(Stage stage, string exit) =>
        Assert.StartsWith(exit, Shipped.B2b.Stages.Single(definition => definition.Stage == stage).ExitCriteria[0]);
}
