using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Learning;
using LeadFunctions.UseCases.Playbooks.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Playbooks;

/// <summary>What a draft would have done, what each rule is worth, and what points history suggests. Each reads everything there is, so one runs at a time.</summary>
public static class LearnFromHistory
{
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

        var report = CheckPlaybook.Text(text!, Drafts.File);
        if (report.Playbook is not { } draft)
        {
            return Drafts.Refused(report);
        }

        Task<Answer> RunAsync(Action<ReadSoFar>? progress, CancellationToken ct) => AloneAsync(call, async () =>
        {
            var started = call.Surface.Clock.GetTimestamp();
            var result = await new BacktestPlaybook(call.Surface.Leads, call.Surface.Playbooks, call.Surface.Clock).RunAsync(draft, from, to, progress, ct);
            var took = call.Surface.Clock.GetElapsedTime(started);
            return Answer.Json(StatusCodes.Status200OK, writer => BacktestJson.Write(writer, result, took));
        });

        // Two that come at the very same moment both get this far: then one's only line says that it is busy.
        return !ProgressLines.AskedFor(call.Http.Request) ? await RunAsync(null, call.Aborted)
            : call.Surface.HistoryReader.IsTaken ? Busy.ToAnswer()
            : ProgressLines.Of(call, "backtest-playbook", RunAsync);
    }

    public static Task<Answer> RulesAsync(Call call) => AloneAsync(call, async () =>
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
            : await AloneAsync(call, async () =>
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

    private static async Task<Answer> AloneAsync(Call call, Func<Task<Answer>> run)
    {
        if (!call.Surface.HistoryReader.TryTake())
        {
            return Busy.ToAnswer();
        }

        try
        {
            return await run();
        }
        finally
        {
            call.Surface.HistoryReader.Leave();
        }
    }

    private static readonly Problem Busy = new(ProblemKind.QueueFull, "Another one is reading the history; try again when it is done.") { RetryAfter = TimeSpan.FromSeconds(5) };

    private static readonly Problem TooFew = new(ProblemKind.Conflict, "Too few leads came to that to learn from: at least 20 that did and 20 that did not.");

    private static readonly Problem NoText = new(ProblemKind.Conflict, "The text of the version in force is not kept here.");
}

/// <summary>A place for one. Whoever does not get it at once goes without.</summary>
internal sealed class PlaceForOne
{
    private int _taken;

    public bool IsTaken => Volatile.Read(ref _taken) != 0;

    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    public void Leave() => Volatile.Write(ref _taken, 0);
}
