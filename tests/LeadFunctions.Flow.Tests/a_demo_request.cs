using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;

namespace LeadFunctions.Flow.Tests;

public sealed class a_demo_request
{
    [Fact]
    public async Task becomes_an_mql_whatever_its_score()
    {
        await using var company = new Company();

        var lead = await company.SubmitAsync("jane@globex.example", "demo");

        Assert.Equal((Stage.Mql, "warm", 30m), (lead.Stage, lead.Score.Band, lead.Score.Total.ToDecimal()));
        var change = Assert.Single(await company.TimelineAsync<Activity.StageChanged>("jane@globex.example"));
        Assert.Equal((Stage.Raw, Stage.Mql, "hand-raise:demo-request"), (change.From, change.To, change.Cause));
    }

    [Fact]
    public async Task is_routed_by_rule_with_a_record_of_who_was_considered_and_why()
    {
        await using var company = new Company();

        var lead = await company.SubmitAsync("jane@globex.example", "demo");

        var decision = await company.LastDecisionAsync("jane@globex.example");
        Assert.Equal(("everybody", "round-robin", "bdr", "ana", "ben", true), (decision.RuleId, decision.RuleKind, decision.PoolId, decision.PersonId, decision.NextPersonId, decision.ChargedTurn));
        Assert.Equal(["ana", "ben", "chloe"], decision.Candidates.Select(candidate => candidate.PersonId));
        Assert.All(decision.Candidates, candidate => Assert.NotEmpty(candidate.Why));
        Assert.Equal("existing-account: nobody owns the account", decision.RulesPassedOver[0]);
        Assert.Equal(5, decision.RulesPassedOver.Count);
        Assert.Equal(("ana", "everybody", decision.Id), (lead.Owner!.PersonId, lead.Owner.RuleId, lead.Owner.DecisionId));
    }

    [Theory]
    [InlineData("hugo", "hot-score", "title:CTO", "companySize:250", "industry:Software", "country:US")]
    [InlineData("grace", "enterprise", "companySize:1000")]
    [InlineData("dai", "apac", "country:Japan")]
    [InlineData("farid", "fintech", "industry:Fintech")]
    [InlineData("ana", "everybody", "companySize:50")]
    public async Task goes_to_whom_the_first_matching_rule_names(string person, string rule, params string[] fields)
    {
        await using var company = new Company();

        var lead = await company.SubmitAsync("jane@globex.example", "demo", [.. fields.Select(field => (field.Split(':')[0], field.Split(':')[1]))]);

        Assert.Equal((person, rule), (lead.Owner!.PersonId, lead.Owner.RuleId));
    }

    [Fact]
    public async Task tells_its_owner_once_on_each_channel()
    {
        await using var company = new Company();

        await company.SubmitAsync("jane@globex.example", "demo", ("firstName", "Jane"), ("lastName", "Doe"), ("company", "Globex"));

        Assert.Equal(["console", "file"], company.Channels.Select(channel => channel.Name));
        Assert.All(company.Channels.Cast<Channel>(), channel => Assert.Single(channel.Tried));
        Assert.Equal(2, company.Told.DistinctBy(told => told.EffectKey).Count());
        Assert.All(company.Told, told => Assert.Equal(
            ("ana", "Jane Doe", "Globex", "assigned", "mql", "Warm", 30m, "Accept it, then call or write; accepting is one click"),
            (told.PersonId, told.LeadName, told.Company, told.Reason, told.Stage, told.Band, told.Score, told.WhatToDo)));
        Assert.Equal(2, (await company.TimelineAsync<Activity.Notified>("jane@globex.example")).Count(told => told.Outcome == "sent"));
    }

    [Fact]
    public async Task is_explained_by_lines_that_sum_to_its_score()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync("jane@globex.example", "demo", ("title", "VP Sales"), ("companySize", "120"), ("country", "United States"));

        var card = (await company.Explain.RunAsync(lead.Id, company.Now, default))!;

        Assert.Equal(75m, lead.Score.Total.ToDecimal());
        Assert.Equal(lead.Score.Total, card.Total);
        Assert.Equal(card.Total.Milli, card.Lines.Sum(line => line.Points.Milli));
        Assert.Equal(["direct-demo", "geo-primary", "size-100", "title-vp-director"], card.Lines.Select(line => line.Rule).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task of_an_owned_lead_that_rises_a_band_tells_the_owner_and_routes_nobody()
    {
        await using var company = new Company();
        await company.SubmitAsync("jane@globex.example", "demo");
        var told = company.Told.Count;

        var lead = await company.SubmitAsync("jane@globex.example", "whitepaper", ("title", "Manager"));

        Assert.Equal(("mql", 50m), (lead.Score.Band, lead.Score.Total.ToDecimal()));
        Assert.Equal(["band-up", "band-up"], company.Told.Where(one => one.Reason != "assigned").Select(one => one.Reason));
        Assert.Equal(told + 2, company.Told.Count);
        Assert.Single(await company.TimelineAsync<Activity.RoutingDecided>("jane@globex.example"));
    }
}
