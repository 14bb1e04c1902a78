using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Http.Leads;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Mail;
using LeadFunctions.UseCases.Nurture;

namespace LeadFunctions.Http.Mailing;

/// <summary>
/// A mail of a sequence as somebody would get it: <c>?step=welcome&amp;lead=ld_…</c> shows it, <c>{"step","to","lead"?}</c> sends it to an address, a few times an hour.
/// </summary>
public static class TrySequence
{
    public static async Task<Answer> PreviewAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "step", "lead");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var (stepId, leadId) = (query.Text("step", 128), query.Text("lead", 64));
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        if (Sequence(call) is not { } sequence || Step(sequence, stepId) is not { } step)
        {
            return Problem.NotFound.ToAnswer();
        }

        var lead = await LeadAsync(call, leadId);
        return leadId is not null && lead is null ? Problem.NotFound.ToAnswer() : Shown(() => MailJson.Preview(call.Site.Playbook, sequence, step, lead));
    }

    public static async Task<Answer> SendAsync(Call call)
    {
        var read = await JsonBody.ReadAsync(call.Http, call.Limits, "step", "to", "lead");
        if (read.Value is not { } body)
        {
            return read.Problem!.ToAnswer();
        }

        var (stepId, typed, leadId) = (body.Text("step", 128), body.Text("to", 254), body.Text("lead", 64, required: false));
        var to = EmailAddress.Normalise(typed);
        if (typed is not null && to is null)
        {
            body.Refuse("to", "This is not an email address.");
        }

        var sequence = Sequence(call);
        var step = sequence is null ? null : Step(sequence, stepId);
        if (sequence is not null && stepId is not null && step is null)
        {
            body.Refuse("step", "The sequence has no such mail.");
        }

        if (body.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        var lead = await LeadAsync(call, leadId);
        return step is null || (leadId is not null && lead is null) || call.Surface.Sender is not { } sender
            ? Problem.NotFound.ToAnswer()
            : call.Surface.Rates.TestSendBy(call.Caller!.Name, call.Now) is { Ticks: > 0 } wait
            ? Problem.TooMany(wait).ToAnswer()
            : Shown(await call.Surface.TryMail.SendAsync(sender, call.Site.Playbook, step, lead, (call.Caller.Name, to!), CancellationToken.None), to!);
    }

    private static Answer Shown(TrySent sent, string to) => sent.Status == "refused"
        ? new Problem(ProblemKind.Conflict, sent.Reason!).ToAnswer()
        : MailJson.Tried(sent, to);

    /// <summary>A text that makes no mail is its author's mistake, and says which.</summary>
    private static Answer Shown(Func<Answer> show)
    {
        try
        {
            return show();
        }
        catch (MailTextException wrong)
        {
            return new Problem(ProblemKind.Conflict, wrong.Message).ToAnswer();
        }
    }

    private static Sequence? Sequence(Call call) => call.Site.Playbook.Mail is null ? null : call.Site.Playbook.Sequences.FirstOrDefault(one => one.Id == call.Value);

    /// <summary>The first mail unless told which.</summary>
    private static SequenceStep.Send? Step(Sequence sequence, string? id) => sequence.Steps.OfType<SequenceStep.Send>().FirstOrDefault(step => id is null || step.Id == id);

    private static async Task<Lead?> LeadAsync(Call call, string? id) =>
        LeadId.IsOne(id ?? "") && await call.Surface.Leads.FindLeadAsync(id!, call.Aborted) is { } lead && LeadScope.Sees(call, lead) ? lead : null;
}
