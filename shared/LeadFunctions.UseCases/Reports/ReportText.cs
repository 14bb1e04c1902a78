using System.Text;

namespace LeadFunctions.UseCases.Reports;

/// <summary>A report as plain text, in columns.</summary>
public static class ReportText
{
    private const int LabelWidth = 11;

    public static string Of(Report report)
    {
        var text = new StringBuilder().AppendLine(report.Title).AppendLine(new string('=', report.Title.Length + 1));
        foreach (var (label, line) in report.Summary)
        {
            text.AppendLine($"{label + ":",-LabelWidth} {line}");
        }

        foreach (var section in report.Sections)
        {
            text.AppendLine().AppendLine(section.Heading).AppendLine(new string('-', section.Heading.Length));
            Append(text, section);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ReportSection section)
    {
        if (section.Table is { } table)
        {
            Append(text, table);
        }

        foreach (var block in section.Blocks)
        {
            text.AppendLine().AppendLine(block.Heading + (block.Heading?.Contains(':', StringComparison.Ordinal) == true ? "" : ":"));
            var width = block.Lines.Select(line => line.Label.Length + 1).DefaultIfEmpty(0).Max();
            foreach (var (label, line) in block.Lines)
            {
                text.AppendLine($"  {(label + ":").PadRight(width)} {line}");
            }
        }

        for (var step = 0; step < section.Steps.Count; step++)
        {
            text.AppendLine($"{step + 1}. {section.Steps[step]}");
        }
    }

    private static void Append(StringBuilder text, ReportTable table)
    {
        var widths = table.Columns.Select((column, at) => table.Rows.Select(row => row[at].Length).Append(column.Length).Max()).ToList();
        string Line(IReadOnlyList<string> cells) => string.Join(" | ", cells.Select((cell, at) => cell.PadRight(widths[at]))).TrimEnd();
        text.AppendLine(Line(table.Columns)).AppendLine(string.Join("-|-", widths.Select(width => new string('-', width))));
        foreach (var row in table.Rows)
        {
            text.AppendLine(Line(row));
        }
    }
}
