namespace LeadFunctions.Domain.Lifecycle;

/// <summary>What is known of a lead's need and means, gathered over any number of calls.</summary>
/// <param name="Answers">The latest per method and criterion.</param>
/// <param name="Notes">One entry per call that had any.</param>
public sealed record Qualification(IReadOnlyList<QualificationAnswer> Answers, IReadOnlyList<CallNote> Notes, IReadOnlyList<string> Stakeholders)
{
    public static readonly Qualification None = new([], [], []);

    private const int MostNotes = 50;
    private const int MostStakeholders = 50;

    public string? AnswerTo(string method, string criterion) => Answers.FirstOrDefault(answer => answer.Method == method && answer.Criterion == criterion)?.Answer;

    /// <summary>With the answers of one more call. The same answer given again keeps its first author.</summary>
    public Qualification With(LifecycleAction.Qualify call, string by, DateTimeOffset at)
    {
        var fresh = call.Answers
            .Where(answer => !string.IsNullOrWhiteSpace(answer.Value) && AnswerTo(call.Method, answer.Key) != answer.Value)
            .OrderBy(answer => answer.Key, StringComparer.Ordinal)
            .Select(answer => new QualificationAnswer(call.Method, answer.Key, answer.Value, by, at))
            .ToList();
        var newNote = !string.IsNullOrWhiteSpace(call.Notes) && Notes.All(note => note.Text != call.Notes);
        var named = call.Stakeholders.Where(name => !string.IsNullOrWhiteSpace(name)).Except(Stakeholders).ToList();
        return fresh.Count == 0 && !newNote && named.Count == 0 ? this : new Qualification(
            [.. Answers.Where(known => !fresh.Any(answer => answer.Method == known.Method && answer.Criterion == known.Criterion)), .. fresh],
            newNote ? [.. Notes.TakeLast(MostNotes - 1), new CallNote(at, by, call.Notes!)] : Notes,
            [.. Stakeholders.Concat(named).TakeLast(MostStakeholders)]);
    }
}

/// <param name="Method"><c>bant</c> or <c>meddic</c>.</param>
/// <param name="By">Whom it was told.</param>
public sealed record QualificationAnswer(string Method, string Criterion, string Answer, string By, DateTimeOffset At);

public sealed record CallNote(DateTimeOffset At, string By, string Text);
