using System.Text;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Reports;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>The strategy report with the current figures, as text, Markdown, or a page that prints well.</summary>
public static class GetReport
{
    private static readonly string[] Formats = ["text", "markdown", "html"];

    public static async Task<Answer> RunAsync(Call call)
    {
        var read = Query.Of(call.Http.Request, call.Limits, "format", "from", "to");
        if (read.Value is not { } query)
        {
            return read.Problem!.ToAnswer();
        }

        var (asked, format) = (GetMetrics.Asked(query, call.Now), query.OneOf("format", Formats) ?? "text");
        if (query.Problem is { } problem)
        {
            return problem.ToAnswer();
        }

        var figures = await call.Surface.ReadMetrics.OfEverybodyAsync(asked, call.Site.Playbook, call.Now, call.Aborted);
        var report = StrategyReport.Of(call.Site.Playbook, figures);
        return format switch
        {
            "html" => ReportPage.Of(report),
            "markdown" => Text("text/markdown", ReportMarkdown.Of(report)),
            _ => Text("text/plain", ReportText.Of(report)),
        };
    }

    private static Answer Text(string type, string text) => new(StatusCodes.Status200OK, type + "; charset=utf-8", Encoding.UTF8.GetBytes(text));
}
