namespace LeadFunctions.Http.Leads;

/// <summary>Stops a lead's clocks for a while, or lets them run on: <c>{"clock","reason"}</c>; without a clock, all of them.</summary>
public static class PauseClocks
{
    private static readonly string[] Members = ["clock", "reason"];

    public static Task<Answer> PauseAsync(Call call) => LeadActions.RunAsync(call, Members, (body, request) =>
    {
        var (which, reason) = (body.Text("clock", call.Limits.FieldName, required: false), body.Text("reason", 500));
        return () => call.Surface.PauseClock.RunAsync(request, which, reason!, CancellationToken.None);
    });

    public static Task<Answer> ResumeAsync(Call call) => LeadActions.RunAsync(call, Members, (body, request) =>
    {
        var (which, reason) = (body.Text("clock", call.Limits.FieldName, required: false), body.Text("reason", 500));
        return () => call.Surface.PauseClock.ResumeAsync(request, which, reason!, CancellationToken.None);
    });
}
