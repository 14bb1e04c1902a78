using System.Text;

namespace LeadFunctions.UseCases.Reports;

/// <summary>A report as Markdown. What a playbook says is text: none of its letters is markup.</summary>
public static class ReportMarkdown
{
    private const string Special = "\\`*_{}[]<>()#+-!|~&";

    public static string Of(Report report)
    {
        var text = new StringBuilder().AppendLine($"# {Escape(report.Title)}").AppendLine();
        foreach (var (label, line) in report.Summary)
        {
            text.AppendLine($"- **{Escape(label)}:** {Escape(line)}");
        }

        foreach (var section in report.Sections)
        {
            text.AppendLine().AppendLine($"## {Escape(section.Heading)}").AppendLine();
            Append(text, section);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ReportSection section)
    {
        if (section.Table is { } table)
        {
            text.AppendLine(Row(table.Columns)).AppendLine("|" + string.Concat(table.Columns.Select(_ => " --- |")));
            foreach (var row in table.Rows)
            {
                text.AppendLine(Row(row));
            }
        }

        foreach (var block in section.Blocks)
        {
            text.AppendLine().AppendLine($"### {Escape(block.Heading ?? "")}").AppendLine();
            foreach (var (label, line) in block.Lines)
            {
                text.AppendLine($"- **{Escape(label)}:** {Escape(line)}");
            }
        }

        for (var step = 0; step < section.Steps.Count; step++)
        {
            text.AppendLine($"{step + 1}. {Escape(section.Steps[step])}");
        }
    }

    private static string Row(IReadOnlyList<string> cells) => "|" + string.Concat(cells.Select(cell => $" {Escape(cell)} |"));

    private static string Escape(string text) =>
        string.Concat(text.Select(letter => char.IsControl(letter) ? " " : Special.Contains(letter, StringComparison.Ordinal) ? "\\" + letter : letter.ToString()));
}
