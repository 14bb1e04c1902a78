namespace LeadFunctions.Http.Leads;

/// <summary>Puts a lead into a nurture sequence (<c>{"sequence"}</c>) or takes it out (<c>{"sequence","reason"}</c>).</summary>
public static class Enrol
{
    private const int Longest = 500;

    public static Task<Answer> InAsync(Call call) => LeadActions.RunAsync(call, ["sequence"], (body, request) =>
    {
        var sequence = body.OneOf("sequence", Sequences(call));
        return () => call.Surface.EnrolLead.EnrolAsync(request, sequence!, CancellationToken.None);
    });

    public static Task<Answer> OutAsync(Call call) => LeadActions.RunAsync(call, ["sequence", "reason"], (body, request) =>
    {
        var sequence = body.OneOf("sequence", Sequences(call));
        var reason = body.Text("reason", Longest, required: false);
        return () => call.Surface.EnrolLead.ExitAsync(request, sequence!, reason, CancellationToken.None);
    });

    private static string[] Sequences(Call call) => [.. call.Site.Playbook.Sequences.Select(sequence => sequence.Id)];
}
