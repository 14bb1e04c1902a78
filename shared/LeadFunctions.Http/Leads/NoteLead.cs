namespace LeadFunctions.Http.Leads;

/// <summary>Writes a note on a lead's timeline: <c>{"text"}</c>.</summary>
public static class NoteLead
{
    private const int Longest = 4000;

    public static Task<Answer> RunAsync(Call call) => LeadActions.RunAsync(call, ["text"], (body, request) =>
    {
        var text = body.Text("text", Longest);
        return () => call.Surface.AddNote.RunAsync(request, text!, CancellationToken.None);
    });
}
