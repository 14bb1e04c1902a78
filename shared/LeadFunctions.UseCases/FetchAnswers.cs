using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>A service only told that there are answers -> fetches them; wakes <see cref="SubmitAnswers"/>. Fetching twice submits once.</summary>
public sealed class FetchAnswers(AnswerSources sources) : IHandle<Message.AnswersWanted>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.AnswersWanted> messages, CancellationToken ct)
    {
        var wanted = messages[0];
        if (sources.Find(wanted.Provider) is not { } source)
        {
            return new Outcome.DeadLetter($"answers of {wanted.Provider} cannot be fetched: its access token is not set");
        }

        return await source.FetchAsync(wanted, ct) switch
        {
            AnswersFound.Found found => new Outcome.Done(new Commit { Messages = [new Outgoing(new Message.FormAnswered(found.Answers))] }),
            AnswersFound.Failed { ForGood: true } failed => new Outcome.DeadLetter(failed.Reason),
            AnswersFound.Failed failed => new Outcome.RetryLater(failed.Reason, failed.After),
            _ => throw new InvalidOperationException("a result nobody knows"),
        };
    }
}
