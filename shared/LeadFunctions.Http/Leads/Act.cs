using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Http.Auth;
using LeadFunctions.Http.Reading;

namespace LeadFunctions.Http.Leads;

/// <summary>The decisions people take about a lead, each with the body it needs. When they are allowed and what they do: Domain/Lifecycle/LifecycleTable.cs.</summary>
public static class Act
{
    private const int Note = 4000;
    private const int Line = 200;
    private const int MostNames = 50;

    public static Task<Answer> AcceptAsync(Call call) => RunAsync(call, [], _ => new LifecycleAction.Accept());

    public static Task<Answer> AcceptOpportunityAsync(Call call) => RunAsync(call, [], _ => new LifecycleAction.Accept(Domain.Leads.Stage.Sql));

    public static Task<Answer> RejectAsync(Call call) => RunAsync(call, ["reason", "note"], body =>
        new LifecycleAction.Reject(Reason(body, reasons => reasons.Reject.Concat(reasons.Return), call), body.Text("note", Note, required: false)));

    public static Task<Answer> ContactAsync(Call call) => RunAsync(call, ["channel", "outcome", "note"], body => new LifecycleAction.Contact(
        body.OneOf("channel", [.. ContactWords.Channels]) ?? "", body.OneOf("outcome", [.. ContactWords.Outcomes]) ?? "", body.Text("note", Note, required: false)));

    public static Task<Answer> QualifyAsync(Call call) => RunAsync(call, ["method", "answers", "notes", "stakeholders"], body => Qualify(call, body));

    public static Task<Answer> ConvertAsync(Call call) => RunAsync(call, ["name", "amount", "closeDate"], body =>
        new LifecycleAction.Convert(body.Text("name", Line) ?? "", body.Amount("amount", required: true) ?? 0, body.Day("closeDate") ?? default));

    public static Task<Answer> WinAsync(Call call) => RunAsync(call, ["amount", "contract", "useCase", "contacts", "whyBought"], body => new LifecycleAction.Win(
        body.Amount("amount", required: false),
        body.Text("contract", Note, required: false),
        body.Text("useCase", Note, required: false),
        body.List("contacts", MostNames, Line),
        body.Text("whyBought", Note, required: false)));

    public static Task<Answer> LoseAsync(Call call) => RunAsync(call, ["reason", "note"], body =>
        new LifecycleAction.Lose(Reason(body, reasons => reasons.Lose, call), body.Text("note", Note, required: false)));

    public static Task<Answer> KickoffAsync(Call call) => RunAsync(call, ["note"], body => new LifecycleAction.Kickoff(body.Text("note", Note, required: false)));

    public static Task<Answer> RecycleAsync(Call call) => RunAsync(call, ["reason", "note"], body =>
        new LifecycleAction.Recycle(Reason(body, reasons => reasons.Recycle, call), body.Text("note", Note, required: false)));

    public static Task<Answer> DisqualifyAsync(Call call) => RunAsync(call, ["reason", "note"], body =>
        new LifecycleAction.Disqualify(Reason(body, reasons => reasons.Disqualify, call), body.Text("note", Note, required: false)));

    public static Task<Answer> ReactivateAsync(Call call) => RunAsync(call, ["reason"], body => new LifecycleAction.Reactivate(body.Text("reason", Line, required: false)));

    /// <summary>Who acts, as the lifecycle knows them.</summary>
    public static Actor ActorOf(Caller caller) => new(
        caller.Role switch { Role.Rep => ActorKind.Person, Role.Manager => ActorKind.Manager, Role.Admin => ActorKind.Admin, _ => ActorKind.Service }, caller.Name);

    private static Task<Answer> RunAsync(Call call, string[] members, Func<JsonBody, LifecycleAction> read) => LeadActions.RunAsync(call, members, (body, request) =>
    {
        var action = read(body);
        return () => call.Surface.ActOnLead.RunAsync(request, action, ActorOf(call.Caller!), CancellationToken.None);
    });

    private static LifecycleAction.Qualify Qualify(Call call, JsonBody body)
    {
        var methods = call.Site.Playbook.Qualification;
        var method = body.OneOf("method", [.. methods.Select(known => known.Id)]) ?? "";
        var criteria = methods.FirstOrDefault(known => known.Id == method)?.Criteria.Select(criterion => criterion.Id).ToHashSet() ?? [];
        return new LifecycleAction.Qualify(
            method, body.Texts("answers", criteria.Contains), body.Text("notes", Note, required: false), body.List("stakeholders", MostNames, Line));
    }

    private static string Reason(JsonBody body, Func<ReasonLists, IEnumerable<Reason>> list, Call call) =>
        body.OneOf("reason", [.. list(call.Site.Playbook.Reasons).Select(reason => reason.Id).Distinct()]) ?? "";
}
