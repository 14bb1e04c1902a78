using System.Text.Json;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Crm;

public sealed class telling_outside_systems
{
    private const string Jane = "jane@globex.example";

    private static Company With(params (string Id, string[] Events)[] webhooks) =>
        new(Rules.B2b with { Sla = [], Webhooks = [.. webhooks.Select(one => new WebhookEndpoint(one.Id, $"https://{one.Id}.example/hook", one.Events, "SECRET"))] });

    private static JsonElement Of(Posted post) => JsonDocument.Parse(post.Body).RootElement;

    [Fact]
    public async Task a_demo_request_is_five_events_with_the_lead_as_each_left_it()
    {
        await using var company = With(("crm", []));

        var lead = await company.SubmitAsync(Jane, "demo", ("name", "Jane Doe"), ("title", "CTO"), ("company", "Globex"), ("companySize", "200"));

        var events = company.Posts.Select(Of).OrderBy(one => one.GetProperty("data").GetProperty("sequence").GetInt64()).ToList();
        Assert.Equal(["lead.assigned", "lead.band_crossed", "lead.created", "lead.handoff_offered", "lead.stage_changed"], events.Select(one => one.GetProperty("type").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal([1, 1, 1, 2, 2], events.Select(one => one.GetProperty("data").GetProperty("sequence").GetInt64()));
        Assert.Equal(lead.Version, events[^1].GetProperty("data").GetProperty("sequence").GetInt64());
        var assigned = events[^1].GetProperty("data").GetProperty("lead");
        Assert.Equal(
            (lead.Id, Jane, "Jane Doe", "CTO", "Globex", "mql", lead.Owner!.PersonId, lead.Score.Total.ToDecimal()),
            (Text("id"), Text("email"), Text("name"), Text("title"), Text("company"), Text("stage"), Text("owner"), assigned.GetProperty("score").GetDecimal()));
        Assert.Equal(5, company.Posts.DistinctBy(post => post.EventId).Count());
        Assert.All(company.Posts, post => Assert.True(post.Body.Length < 20_000));

        string Text(string name) => assigned.GetProperty(name).GetString()!;
    }

    [Fact]
    public async Task what_a_person_does_is_an_event_too()
    {
        await using var company = With(("crm", ["lead.noted", "lead.adjusted", "lead.edited"]));
        var lead = await company.SubmitAsync(Jane, "newsletter");

        await new AddNote(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(new ActionRequest(lead.Id, "ana"), "Called back", default);
        await new AdjustScore(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(new ActionRequest(lead.Id, "mia"), 5, "met at a fair", default);
        await new SaveLead(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(Jane, "mia", new Dictionary<string, string> { ["title"] = "CEO" }, default);
        await company.RunToRestAsync();

        var events = company.Posts.Select(Of).ToDictionary(one => one.GetProperty("type").GetString()!);
        Assert.Equal("Called back", events["lead.noted"].GetProperty("data").GetProperty("activity").GetProperty("text").GetString());
        Assert.Equal("ana", events["lead.noted"].GetProperty("data").GetProperty("activity").GetProperty("by").GetString());
        Assert.Equal(("CEO", 3), (events["lead.edited"].GetProperty("data").GetProperty("lead").GetProperty("title").GetString(), events.Count));
    }

    [Fact]
    public async Task only_the_events_that_were_asked_for_go_out()
    {
        await using var company = With(("all", []), ("some", ["lead.assigned", "lead.held"]), ("none", ["lead.won"]));

        await company.SubmitAsync(Jane, "demo");

        var byEndpoint = company.Posts.ToLookup(post => post.Endpoint, post => Of(post).GetProperty("type").GetString());
        Assert.Equal(["lead.assigned"], byEndpoint["some"]);
        Assert.Equal(5, byEndpoint["all"].Count());
        Assert.Empty(byEndpoint["none"]);
    }

    [Fact]
    public async Task a_failing_endpoint_is_tried_by_the_schedule_and_then_is_a_dead_letter_that_can_be_replayed()
    {
        await using var company = With(("crm", ["lead.created"]));
        company.Endpoint = _ => new WebhookResult.Failed("answered 500");
        await company.SubmitAsync(Jane, "newsletter");
        foreach (var wait in SyncCrm.Schedule)
        {
            await company.PassAsync(wait - TimeSpan.FromSeconds(1));
            var before = company.Posts.Count;
            await company.PassAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(before + 1, company.Posts.Count);
        }

        Assert.Equal(8, company.Posts.Count);
        Assert.Single(company.Posts.DistinctBy(post => (post.EventId, post.Body)));
        var dead = Assert.Single(await company.DeadLettersAsync());
        Assert.Equal(("sync-crm", "answered 500, after 8 attempts"), (dead.Step, dead.Reason));

        company.Endpoint = _ => new WebhookResult.Delivered();
        Assert.True(await company.Queue.ReplayAsync(dead.Id, default));
        await company.RunToRestAsync();
        Assert.Equal((9, 0), (company.Posts.Count, (await company.DeadLettersAsync()).Count));
    }

    [Fact]
    public async Task a_failing_endpoint_holds_up_neither_others_nor_its_own_later_events()
    {
        await using var company = With(("bad", []), ("good", []));
        var calls = 0;
        company.Endpoint = post => post.Endpoint == "bad" && Interlocked.Increment(ref calls) == 1 ? new WebhookResult.Failed("answered 500") : new WebhookResult.Delivered();

        await company.SubmitAsync(Jane, "demo");

        Assert.Equal(5, company.Posts.Count(post => post.Endpoint == "good"));
        Assert.Equal(5, company.Posts.Where(post => post.Endpoint == "bad").DistinctBy(post => post.EventId).Count());
        await company.PassAsync(SyncCrm.Schedule[0]);
        Assert.Equal(6, company.Posts.Count(post => post.Endpoint == "bad"));
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(2, 5)]
    [InlineData(10_000_000, 86_400)]
    public async Task an_endpoint_that_asks_for_time_gets_it_within_a_day(int asked, int waits)
    {
        await using var company = With(("crm", ["lead.created"]));
        company.Endpoint = post => company.Posts.Count > 1 ? new WebhookResult.Delivered() : new WebhookResult.Failed("answered 429", TimeSpan.FromSeconds(asked));
        await company.SubmitAsync(Jane, "newsletter");

        await company.PassAsync(TimeSpan.FromSeconds(waits - 1));
        Assert.Single(company.Posts);
        await company.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(2, company.Posts.Count);
    }

    [Fact]
    public async Task gone_switches_an_endpoint_off_until_somebody_switches_it_on()
    {
        await using var company = With(("crm", ["lead.created"]), ("other", ["lead.created"]));
        company.Endpoint = post => post.Endpoint == "crm" ? new WebhookResult.Gone() : new WebhookResult.Delivered();

        await company.SubmitAsync("a@globex.example", "newsletter");
        await company.SubmitAsync("b@globex.example", "newsletter");

        Assert.Equal((1, 2), (company.Posts.Count(post => post.Endpoint == "crm"), company.Posts.Count(post => post.Endpoint == "other")));
        Assert.Equal("answered 410: the endpoint is switched off", Assert.Single(await company.DeadLettersAsync()).Reason);
        Assert.Equal(company.Now, (await WebhookSwitch.FindAsync(company.Store, "crm", default))!.OffSince);

        company.Endpoint = _ => new WebhookResult.Delivered();
        Assert.True(await WebhookSwitch.OnAsync(company.Store, "crm", default));
        Assert.False(await WebhookSwitch.OnAsync(company.Store, "crm", default));
        await company.SubmitAsync("c@globex.example", "newsletter");
        Assert.Equal(2, company.Posts.Count(post => post.Endpoint == "crm"));
    }

    [Fact]
    public async Task a_busy_endpoint_waits_its_turn_and_loses_no_attempt()
    {
        await using var company = With(("crm", ["lead.created"]));
        company.Endpoint = _ => company.Posts.Count <= 20 ? new WebhookResult.Busy() : new WebhookResult.Delivered();
        await company.SubmitAsync(Jane, "newsletter");

        for (var turn = 0; turn < 20; turn++)
        {
            await company.PassAsync(TimeSpan.FromSeconds(2));
        }

        Assert.Equal((21, 0), (company.Posts.Count, (await company.DeadLettersAsync()).Count));
    }

    [Fact]
    public async Task a_crash_after_the_post_sends_the_same_event_again_under_the_same_id()
    {
        await using var company = With(("crm", ["lead.created"]));
        var due = new Message.WebhookDue("crm", "evt_1", "lead.created", "{}");
        await company.Step<Message.WebhookDue>().HandleAsync([due], default);

        await company.PostAsync(due);
        await company.RunToRestAsync();

        Assert.Equal(["evt_1", "evt_1"], company.Posts.Select(post => post.EventId));
    }

    [Fact]
    public async Task an_endpoint_that_is_no_longer_in_the_playbook_is_a_dead_letter()
    {
        await using var company = With();

        await company.PostAsync(new Message.WebhookDue("crm", "evt_1", "lead.created", "{}"));
        await company.RunToRestAsync();

        Assert.Equal("no such webhook in the playbook: crm", Assert.Single(await company.DeadLettersAsync()).Reason);
    }

    [Fact]
    public void every_kind_of_activity_has_its_event_or_a_reason_to_have_none()
    {
        string[] expected = ["lead.created", "lead.assigned", "lead.held", "lead.stage_changed", "lead.band_crossed", "lead.accepted", "lead.contacted", "lead.qualified", "lead.won", "lead.lost", "lead.handoff_offered", "lead.handoff_answered"];

        Assert.Superset(expected.ToHashSet(), CrmEventTypes.All.ToHashSet());
        Assert.DoesNotContain("lead.signal", CrmEventTypes.All);
        Assert.DoesNotContain("lead.notified", CrmEventTypes.All);
        Assert.All(CrmEventTypes.All, type => Assert.Matches("^[a-zA-Z0-9_.]+$", type));
    }
}
