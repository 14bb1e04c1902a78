namespace LeadFunctions.UseCases.Reports;

/// <summary>A report before anybody decided how it looks.</summary>
/// <param name="Summary">What it says first, each with its label.</param>
public sealed record Report(string Title, IReadOnlyList<(string Label, string Text)> Summary, IReadOnlyList<ReportSection> Sections);

/// <summary>A part of it; what a section has none of is empty.</summary>
public sealed record ReportSection(string Heading)
{
    public ReportTable? Table { get; init; }

    /// <summary>Blocks of labelled lines, each with a heading of its own or none.</summary>
    public IReadOnlyList<ReportBlock> Blocks { get; init; } = [];

    /// <summary>Steps, in order.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];
}

public sealed record ReportTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

public sealed record ReportBlock(string? Heading, IReadOnlyList<(string Label, string Text)> Lines);
