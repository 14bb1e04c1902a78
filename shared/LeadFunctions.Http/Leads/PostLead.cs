using System.Collections.Frozen;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Leads;

/// <summary>Creates a lead by email or sets attributes of the one there is: <c>{"email","attributes":{…}}</c>.</summary>
public static class PostLead
{
    // What the system says about a lead is not for others to say.
    private static readonly FrozenSet<string> OwnWords = new[]
    {
        "id", "email", "score", "fit", "engagement", "total", "grade", "band", "stage", "gate", "owner", "ownerId", "role", "tenantId", "version", "createdAt", "updatedAt",
        "emailDomain", "freeEmail", "disposable", "student", "competitor", "source", "medium", "campaign", "consent", "__proto__", "constructor",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static async Task<Answer> RunAsync(Call call)
    {
        var read = await JsonBody.ReadAsync(call.Http, call.Limits, "email", "attributes");
        if (read.Value is not { } body)
        {
            return read.Problem!.ToAnswer();
        }

        var typed = body.Text("email", 254);
        var email = EmailAddress.Normalise(typed);
        if (typed is not null && email is null)
        {
            body.Refuse("email", "This is not an email address.");
        }

        var attributes = body.Texts("attributes", name => !OwnWords.Contains(name) && name[0] != '_');
        if (body.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        return await call.Surface.Leads.FindLeadAsync(call.Surface.NewId.LeadIdOf(email!), call.Aborted) is { } known && !LeadScope.Sees(call, known) ? Problem.NotFound.ToAnswer() : await Idempotent.RunAsync(call, body.Raw, async () =>
        {
            var (result, created) = await call.Surface.SaveLead.RunAsync(email!, call.Caller!.Name, attributes, CancellationToken.None);
            var answer = LeadActions.AnswerTo(result, created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            return result is ActionResult.Applied applied ? answer.With("Location", Route.Prefix + "leads/" + applied.Lead.Id) : answer;
        });
    }
}
