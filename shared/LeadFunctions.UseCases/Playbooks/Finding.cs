namespace LeadFunctions.UseCases.Playbooks;

/// <summary>One thing that can be proved about a playbook, with where it stands, why it matters, and what to do.</summary>
/// <param name="IsError">Leads would get stuck, or what is written can never happen: it is not published. A warning is only surprising.</param>
/// <param name="Code">What kind of thing it is, for programs: <c>rule-shadowed</c>. Never renamed.</param>
/// <param name="Key">Where in the playbook, by ids: <c>routing.apac</c>, <c>scoring.fit.title-manager</c>.</param>
public sealed record Finding(bool IsError, string Code, string Key, string Why, string WhatToDo)
{
    public string File { get; init; } = "";

    /// <summary>From 1; 0 when the playbook was checked without its text.</summary>
    public int Line { get; init; }

    public int Column { get; init; }

    public string Message => WhatToDo.Length == 0 ? Why : $"{Why}; {WhatToDo}";

    public override string ToString() => $"{(IsError ? "error  " : "warning")}  {(Line == 0 ? "" : $"{File}:{Line}:{Column}: ")}{Key}: {Message}";

    /// <param name="message">Why, and after the last semicolon what to do.</param>
    internal static Finding Error(string code, string key, string message) => Of(true, code, key, message);

    /// <param name="message">Why, and after the last semicolon what to do.</param>
    internal static Finding Warning(string code, string key, string message) => Of(false, code, key, message);

    private static Finding Of(bool isError, string code, string key, string message)
    {
        var end = message.LastIndexOf("; ", StringComparison.Ordinal);
        return end < 0 ? new(isError, code, key, message, "") : new(isError, code, key, message[..end], message[(end + 2)..]);
    }
}

/// <summary>Everything that was found in one text.</summary>
/// <param name="Playbook">Null when the text cannot be read as one.</param>
/// <param name="Findings">Errors first, then in the order of lines.</param>
/// <param name="Ranges">The least and the most that the rules can give; empty when there is no playbook.</param>
public sealed record CheckReport(Domain.Playbooks.Playbook? Playbook, IReadOnlyList<Finding> Findings, IReadOnlyList<Checking.ScoreRange> Ranges)
{
    public int Errors => Findings.Count(finding => finding.IsError);

    public int Warnings => Findings.Count - Errors;

    public bool IsPublishable => Playbook is not null && Errors == 0;
}
