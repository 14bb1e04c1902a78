using LeadFunctions.Domain.Leads;

namespace LeadFunctions.UseCases.Ports;

/// <summary>One person's answers to a form that somebody else hosts, as the service sent them. Queued as JSON: names are promises.</summary>
/// <param name="Provider">As in the webhook's address: <c>typeform</c>.</param>
/// <param name="Id">The service's id of the answers, the same in every repeat; of the letters a signal's id may have.</param>
/// <param name="At">When they were given.</param>
public sealed record FormAnswers(string Provider, string Id, DateTimeOffset At)
{
    /// <summary>The playbook's form that the webhook's address names (<c>?form=demo</c>); null leaves it to the form's <c>webhooks</c>.</summary>
    public string? Form { get; init; }

    /// <summary>The service's own id of the form.</summary>
    public string? ProviderForm { get; init; }

    public IReadOnlyList<FormAnswer> Answers { get; init; } = [];

    public string? PageUrl { get; init; }

    public string? PageTitle { get; init; }

    public string? VisitorId { get; init; }

    /// <summary>An explicit consent that the service itself asked for and reports.</summary>
    public Consent? Consent { get; init; }

    /// <summary>Why the service takes the sender for a machine: <c>provider-spam</c>.</summary>
    public IReadOnlyList<string>? Machine { get; init; }
}

/// <param name="Names">What the question is called: the service's reference, id, label, kind. Any of them may stand in the playbook's <c>fields</c>; the first is shown.</param>
public sealed record FormAnswer(IReadOnlyList<string> Names, string Value)
{
    /// <summary>The service knows it for an email address.</summary>
    public bool IsEmail { get; init; }
}

/// <summary>Fetches answers of which a service only sent the id.</summary>
public interface IAnswerSource
{
    /// <summary>The provider whose answers these are.</summary>
    string Provider { get; }

    Task<AnswersFound> FetchAsync(Message.AnswersWanted wanted, CancellationToken ct);
}

public abstract record AnswersFound
{
    private AnswersFound()
    {
    }

    public sealed record Found(FormAnswers Answers) : AnswersFound;

    /// <param name="ForGood">Trying again will not help: the token is wrong, the answers are deleted.</param>
    public sealed record Failed(string Reason, bool ForGood = false, TimeSpan? After = null) : AnswersFound;
}

/// <summary>The answer sources of this host, by provider.</summary>
public sealed class AnswerSources(IEnumerable<IAnswerSource> all)
{
    private readonly Dictionary<string, IAnswerSource> _all = all.ToDictionary(one => one.Provider, StringComparer.Ordinal);

    public IAnswerSource? Find(string provider) => _all.GetValueOrDefault(provider);
}
