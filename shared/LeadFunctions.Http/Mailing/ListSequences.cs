namespace LeadFunctions.Http.Mailing;

/// <summary>The sequences of the playbook in force: for whom, how long, what happens step by step.</summary>
public static class ListSequences
{
    public static Task<Answer> RunAsync(Call call) => Task.FromResult(MailJson.Sequences(call.Site.Playbook));
}
