using System.Globalization;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>An action as the timeline and the audit trail keep it.</summary>
internal static class ActionLog
{
    public static Activity.Acted Of(Situation situation) =>
        new(situation.Id, situation.Now, situation.Action.Name, situation.Lead.Stage, ReasonOf(situation.Action), NoteOf(situation.Action), Details(situation.Action)) { By = situation.Actor.Name };

    public static string? ReasonOf(LifecycleAction action) => action switch
    {
        LifecycleAction.Reject reject => reject.Reason,
        LifecycleAction.Disqualify disqualify => disqualify.Reason,
        LifecycleAction.Recycle recycle => recycle.Reason,
        LifecycleAction.Reactivate reactivate => reactivate.Reason,
        LifecycleAction.Lose lose => lose.Reason,
        _ => null,
    };

    private static string? NoteOf(LifecycleAction action) => action switch
    {
        LifecycleAction.Reject reject => reject.Note,
        LifecycleAction.Contact contact => contact.Note,
        LifecycleAction.Disqualify disqualify => disqualify.Note,
        LifecycleAction.Recycle recycle => recycle.Note,
        LifecycleAction.Lose lose => lose.Note,
        LifecycleAction.Kickoff kickoff => kickoff.Note,
        LifecycleAction.Qualify qualify => qualify.Notes,
        _ => null,
    };

    private static Dictionary<string, string> Details(LifecycleAction action) => action switch
    {
        LifecycleAction.Contact contact => Present(("channel", contact.Channel), ("outcome", contact.Outcome)),
        LifecycleAction.Qualify qualify => Present([("method", qualify.Method), ("stakeholders", Joined(qualify.Stakeholders)), .. qualify.Answers.Select(answer => ("answers/" + answer.Key, (string?)answer.Value))]),
        LifecycleAction.Convert convert => Present(("name", convert.DealName), ("amount", Text(convert.Amount)), ("closeDate", convert.CloseDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        LifecycleAction.Win win => Present(("amount", Text(win.Amount)), ("contract", win.Contract), ("useCase", win.UseCase), ("contacts", Joined(win.Contacts)), ("whyBought", win.WhyBought)),
        _ => [],
    };

    private static Dictionary<string, string> Present(params IEnumerable<(string Name, string? Value)> details) =>
        details.Where(detail => !string.IsNullOrWhiteSpace(detail.Value)).ToDictionary(detail => detail.Name, detail => detail.Value!);

    private static string? Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);

    private static string Joined(IReadOnlyList<string> texts) => string.Join(", ", texts);
}
