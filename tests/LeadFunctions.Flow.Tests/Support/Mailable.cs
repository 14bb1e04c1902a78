using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Support;

/// <summary>Leads in front of the first mail of a sequence.</summary>
public static class Mailable
{
    /// <summary>It said yes and has just entered; not stored yet.</summary>
    public static Lead Lead(Company company, string email)
    {
        var run = Entering.ByHand(company.Playbook.Sequences[0], [], new Moment(company.Now, company.Now, company.Playbook.Version), "test").Enrolment!;
        return Capture.New(company.Ids.LeadIdOf(email), email, company.Now) with
        {
            Consents = [new ConsentGiven("marketing", true, "v1", company.Now, "test")],
            Enrolments = [run],
        };
    }

    /// <summary>A lead whose first mail may go now.</summary>
    public static async Task<Message.MailDue> DueAsync(Company company, string email)
    {
        company.WaitUntil(NextNoonInNewYork(company.Now));
        var lead = Lead(company, email);
        await company.Store.CommitAsync(new Commit { Lead = lead }, default);
        return new Message.MailDue(lead.Id, "new-lead:1", "welcome");
    }

    public static DateTimeOffset NextNoonInNewYork(DateTimeOffset now)
    {
        var noon = new DateTimeOffset(now.UtcDateTime.Date.AddHours(17), TimeSpan.Zero);
        while (noon <= now || noon.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            noon = noon.AddDays(1);
        }

        return noon;
    }
}
