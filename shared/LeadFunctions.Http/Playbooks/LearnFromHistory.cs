using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Playbooks.Learning;
using LeadFunctions.UseCases.Playbooks.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Playbooks;

/// <summary>What a draft would have done, what each rule is worth, and what points history suggests. Each reads everything there is, so one runs at a time.</summary>
public static class LearnFromHistory
{
    private static readonly SemaphoreSlim One = new(1, 1);
    private static readonly string[] Outcomes = ["sql", "won"];

    public static async Task<Answer> BacktestAsync(Call call)
    {
        var read = await JsonBody.ReadAsync(call.Http, call.Limits, "text", "from", "to");
        if (read.Value is not { } body)
        {
            return read.Problem!.ToAnswer();
        }

        var (text, from, to) = (Drafts.TextOf(body), Instant(body, "from"), Instant(body, "to"));
        if (body.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        return await AloneAsync(async () =>
        {
            var started = call.Surface.Clock.GetTimestamp();
            var (report, result) = await new BacktestPlaybook(call.Surface.Leads, call.Surface.Playbooks, call.Surface.Clock).RunAsync(text!, from, to, null, call.Aborted);
            var took = call.Surface.Clock.GetElapsedTime(started);
            return result is null ? Drafts.Refused(report) : Answer.Json(StatusCodes.Status200OK, writer => BacktestJson.Write(writer, result, took));
        });
    }

    public static Task<Answer> RulesAsync(Call call) => AloneAsync(async () =>
    {
        var rules = call.Surface.Playbooks.Current;
        var report = RuleReport.Of(RuleTable.Of(await new Histories(call.Surface.Leads).AllAsync(call.Aborted), rules), rules.Version);
        return Answer.Json(StatusCodes.Status200OK, writer => RuleJson.Write(writer, report));
    });

    public static async Task<Answer> SuggestAsync(Call call)
    {
        var read = await JsonBody.ReadAsync(call.Http, call.Limits, "outcome");
        if (read.Value is not { } body)
        {
            return read.Problem!.ToAnswer();
        }

        var outcome = body.Text("outcome", 10, required: false) is null ? "sql" : body.OneOf("outcome", Outcomes);
        if (body.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        return await new PlaybookVersions(call.Surface.Leads).FindAsync(call.Site.Playbook.Version, call.Aborted) is not { } text
            ? NoText.ToAnswer()
            : await AloneAsync(async () =>
            {
                var histories = await new Histories(call.Surface.Leads).AllAsync(call.Aborted);
                return SuggestPoints.From(text.Text, call.Surface.Playbooks.Current.Playbook, histories, outcome!) is { } suggestion
                    ? Answer.Json(StatusCodes.Status200OK, writer => RuleJson.Write(writer, suggestion))
                    : TooFew.ToAnswer();
            });
    }

    private static DateTimeOffset? Instant(JsonBody body, string name)
    {
        if (body.Text(name, 40, required: false) is not { } text)
        {
            return null;
        }

        if (IsoTime.TryRead(text, out var at))
        {
            return at;
        }

        body.Refuse(name, "An instant such as 2026-12-24T12:00:00Z is expected.");
        return null;
    }

    private static async Task<Answer> AloneAsync(Func<Task<Answer>> run)
    {
        if (!await One.WaitAsync(TimeSpan.Zero))
        {
            return Busy.ToAnswer();
        }

        try
        {
            return await run();
        }
        finally
        {
            One.Release();
        }
    }

    private static readonly Problem Busy = new(ProblemKind.QueueFull, "Another one is reading the history; try again when it is done.") { RetryAfter = TimeSpan.FromSeconds(5) };

    private static readonly Problem TooFew = new(ProblemKind.Conflict, "Too few leads came to that to learn from: at least 20 that did and 20 that did not.");

    private static readonly Problem NoText = new(ProblemKind.Conflict, "The text of the version in force is not kept here.");
}
