using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;

namespace LeadFunctions.Flow.Tests;

public sealed class a_gate
{
    [Theory]
    [InlineData("jane@competitor.example", "competitor", "US")]
    [InlineData("jane@students.school.edu", "student", "US")]
    [InlineData("jane@mailinator.com", "spam", "US")]
    [InlineData("jane@globex.example", "blocked-country", "KP")]
    public async Task forbids_becoming_an_mql_and_is_named_on_the_lead(string email, string gate, string country)
    {
        await using var company = new Company();

        var lead = await company.SubmitAsync(email, "demo", ("title", "CEO"), ("companySize", "900"), ("industry", "software"), ("country", country));

        Assert.Equal((Stage.Raw, gate), (lead.Stage, lead.Gate));
        Assert.Null(lead.Owner);
        Assert.Empty(company.Told);
        Assert.Empty(await company.TimelineAsync<Activity.StageChanged>(email));
    }

    [Fact]
    public async Task that_is_taken_away_lets_the_lead_through_at_its_next_signal()
    {
        await using var company = new Company();
        await company.SubmitAsync("jane@competitor.example", "demo");
        company.Publish(company.Playbook with { Domains = new() });

        var lead = await company.ArriveAsync("jane@competitor.example", company.Happened("demo-request"));

        Assert.Null(lead.Gate);
        Assert.Equal((Stage.Mql, "ana"), (lead.Stage, lead.Owner?.PersonId));
    }

    [Theory]
    [InlineData("jane@gmail.com")]
    [InlineData("jane@students.school.edu")]
    public async Task is_not_the_line_that_takes_points_from_student_and_free_addresses(string email)
    {
        await using var company = new Company();

        var lead = await company.SubmitAsync(email, "demo", ("title", "Manager"));

        var card = (await company.Explain.RunAsync(lead.Id, company.Now, default))!;
        Assert.Equal(-10m, Assert.Single(card.Lines, line => line.Rule == "student-or-free-email").Points.ToDecimal());
        Assert.Equal(30m, lead.Score.Total.ToDecimal());
        Assert.Equal(card.Total.Milli, card.Lines.Sum(line => line.Points.Milli));
    }
}
