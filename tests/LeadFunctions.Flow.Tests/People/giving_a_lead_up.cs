using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests.People;

public sealed class giving_a_lead_up
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task takes_it_off_the_desk_and_says_who_and_why()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");

        var lead = await company.DoAsync(Jane, "ana", Decisions.Reject("no-need"));

        Assert.Equal((Stage.Raw, null, "no-need"), (lead.Stage, lead.Owner, lead.Recycled!.Reason));
        Assert.Equal(company.Now.AddDays(30), lead.Recycled.CooldownUntil);
        Assert.Empty(await company.DesksAsync());
        Assert.Equal(("ana", "rejected"), (await company.TimelineAsync<Activity.Unassigned>(Jane)).Select(left => (left.PersonId, left.Reason)).Single());
        var (change, acted) = ((await company.TimelineAsync<Activity.StageChanged>(Jane)).Single(one => one.To == Stage.Raw), (await company.TimelineAsync<Activity.Acted>(Jane)).Single());
        Assert.Equal(("reject", "no-need", "ana"), (change.Cause, change.Reason, change.By));
        Assert.Equal(("reject", Stage.Mql, "no-need", "ana"), (acted.Action, acted.Stage, acted.Reason, acted.By));
        Assert.Equal(HandoffState.Returned, lead.Handoffs.Single().State);
    }

    [Theory]
    [InlineData("bad-data", 0)]
    [InlineData("no-need", 1)]
    public async Task gives_the_turn_back_only_for_what_was_not_the_reps_doing(string reason, long turns)
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");
        Assert.Equal(1, (await company.RotationAsync("bdr")).Of("ana").Taken);

        await company.DoAsync(Jane, "ana", Decisions.Reject(reason));

        Assert.Equal(turns, (await company.RotationAsync("bdr")).Of("ana").Taken);
        var next = await company.SubmitAsync("omar@initech.example", "demo");
        Assert.Equal(turns == 0 ? "ana" : "ben", next.Owner!.PersonId);
    }

    [Fact]
    public async Task needs_a_reason_of_the_list()
    {
        await using var company = new Company();
        var before = await company.SubmitAsync(Jane, "demo");

        var refused = Assert.IsType<ActionResult.Incomplete>(await company.ActAsync(Jane, "ana", Decisions.Reject("no mood")));

        Assert.Equal(["reason"], refused.Missing);
        Assert.Equal(before.Version, (await company.LeadAsync(Jane)).Version);
    }

    [Fact]
    public async Task keeps_it_away_during_the_cooldown_whatever_its_old_points_and_job_title()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo", ("title", "CEO"), ("companySize", "600"));
        var owner = (await company.LeadAsync(Jane)).Owner!.PersonId;
        await company.DoAsync(Jane, owner, Decisions.Reject("no-need"));

        await company.AdvanceAsync(1);
        var lead = await company.ArriveAsync(Jane, company.Happened("pricing-page-view"));
        Assert.Equal(("sql", Stage.Raw), (lead.Score.Band, lead.Stage));

        lead = await company.ArriveAsync(Jane, company.Happened("webinar-attendance"), company.Happened("product-page-view"));
        Assert.Equal(Stage.Mql, lead.Stage);
        Assert.Null(lead.Recycled);
    }

    [Fact]
    public async Task counts_all_its_points_again_after_the_cooldown_once_it_has_done_anything()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo", ("title", "CEO"), ("companySize", "600"));
        await company.DoAsync(Jane, (await company.LeadAsync(Jane)).Owner!.PersonId, Decisions.Recycle());
        await company.AdvanceAsync(40);
        Assert.Equal(Stage.Raw, (await company.LeadAsync(Jane)).Stage);

        Assert.Equal(Stage.Mql, (await company.ArriveAsync(Jane, company.Happened("blog-post-view"))).Stage);
    }

    [Fact]
    public async Task lets_it_back_at_the_very_end_of_the_cooldown_when_it_was_active_meanwhile()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo", ("title", "CEO"), ("companySize", "600"));
        var recycled = await company.DoAsync(Jane, (await company.LeadAsync(Jane)).Owner!.PersonId, Decisions.Recycle());
        await company.AdvanceAsync(20);
        Assert.Equal(Stage.Raw, (await company.ArriveAsync(Jane, company.Happened("blog-post-view"))).Stage);

        company.WaitUntil(recycled.Recycled!.CooldownUntil.AddSeconds(-1));
        await company.TickAsync();
        Assert.Equal(Stage.Raw, (await company.LeadAsync(Jane)).Stage);
        company.Wait(TimeSpan.FromSeconds(1));
        await company.TickAsync();

        Assert.Equal(Stage.Mql, (await company.LeadAsync(Jane)).Stage);
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("disqualify")]
    public async Task does_not_keep_out_who_asks_for_a_person_again(string action)
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");
        await company.DoAsync(Jane, "ana", action == "reject" ? Decisions.Reject("no-need") : Decisions.Disqualify());
        company.Wait(TimeSpan.FromHours(1));

        var lead = await company.SubmitAsync(Jane, "contact");

        Assert.Equal(Stage.Mql, lead.Stage);
        Assert.NotNull(lead.Owner);
        Assert.Equal("hand-raise:contact-form", (await company.TimelineAsync<Activity.StageChanged>(Jane))[^1].Cause);
    }

    [Fact]
    public async Task keeps_out_whom_a_gate_keeps_out()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");
        await company.DoAsync(Jane, "ana", Decisions.Disqualify());
        company.Publish(company.Playbook with { Domains = company.Playbook.Domains with { Competitors = ["globex.example"] } });
        company.Wait(TimeSpan.FromHours(1));

        var lead = await company.SubmitAsync(Jane, "contact");

        Assert.Equal((Stage.Raw, "competitor", null), (lead.Stage, lead.Gate, lead.Owner));
    }

    [Fact]
    public async Task is_undone_by_reactivating_and_the_thresholds_decide_at_once()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo", ("title", "CEO"), ("companySize", "600"));
        await company.DoAsync(Jane, "maria", Decisions.Disqualify("other"));
        Assert.Equal(Stage.Disqualified, (await company.LeadAsync(Jane)).Stage);
        company.Wait(TimeSpan.FromHours(1));

        var lead = await company.DoAsync(Jane, "maria", Decisions.Reactivate("was a mistake"));

        Assert.Equal(Stage.Mql, lead.Stage);
        Assert.NotNull(lead.Owner);
        Assert.Equal(["mql", "disqualified", "raw"], lead.Stays.TakeLast(3).Select(stay => Transitions.NameOf(stay.Stage)));
        Assert.Single(await company.DesksAsync());
    }
}
