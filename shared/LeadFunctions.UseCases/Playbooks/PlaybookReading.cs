using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks;

/// <summary>A playbook read from text, or everything that is wrong with the text.</summary>
public sealed record PlaybookReading(Playbook? Playbook, IReadOnlyList<PlaybookError> Errors);

/// <param name="Line">From 1.</param>
/// <param name="Key">Path in the document: <c>scoring.engagement[3].points</c>.</param>
public sealed record PlaybookError(string File, int Line, int Column, string Key, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Key}: {Message}";
}
