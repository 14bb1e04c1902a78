namespace LeadFunctions.Http.Leads;

/// <summary>Gives or takes points by hand: <c>{"points","reason"}</c>.</summary>
public static class AdjustLead
{
    public static Task<Answer> RunAsync(Call call) => LeadActions.RunAsync(call, ["points", "reason"], (body, request) =>
    {
        var points = body.Whole("points", -100, 100);
        var reason = body.Text("reason", 500);
        if (points == 0)
        {
            body.Refuse("points", "0 changes nothing.");
        }

        return () => call.Surface.AdjustScore.RunAsync(request, points!.Value, reason!, CancellationToken.None);
    });
}
