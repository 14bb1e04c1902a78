namespace LeadFunctions.Http.Leads;

/// <summary>Gives a lead to a person: <c>{"personId","reason","ownAccount"}</c>.</summary>
public static class AssignTo
{
    public static Task<Answer> RunAsync(Call call) => LeadActions.RunAsync(call, ["personId", "reason", "ownAccount"], (body, request) =>
    {
        var person = body.Text("personId", call.Limits.FieldName);
        var reason = body.Text("reason", 500);
        var ownAccount = body.Flag("ownAccount");
        if (person is not null && call.Site.Playbook.People.All(known => known.Id != person))
        {
            body.Refuse("personId", "The playbook has nobody of that id.");
        }

        return () => call.Surface.AssignLead.RunAsync(request, person!, reason!, ownAccount, CancellationToken.None);
    });
}
