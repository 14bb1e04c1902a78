namespace LeadFunctions.Domain.Playbooks;

/// <summary>The reasons people choose from, by what they do. A playbook that names none has these.</summary>
public sealed record ReasonLists
{
    /// <summary>A rep gives an MQL or SAL back to marketing.</summary>
    public IReadOnlyList<Reason> Reject { get; init; } =
        [new("not-a-fit", "Not a fit"), new("no-need", "No need now"), new("unreachable", "Could not be reached"), new("bad-data", "Wrong or fake data", CreditBack: true), new("other", "Other")];

    public IReadOnlyList<Reason> Disqualify { get; init; } = [new("not-a-fit", "Not a fit"), new("spam", "Spam or fake"), new("other", "Other")];

    public IReadOnlyList<Reason> Recycle { get; init; } = [new("not-ready", "Not ready yet"), new("unreachable", "Could not be reached"), new("other", "Other")];

    public IReadOnlyList<Reason> Lose { get; init; } = [new("price", "Price"), new("competitor", "Went to a competitor"), new("no-decision", "No decision"), new("other", "Other")];

    /// <summary>The receiver of a handoff gives it back to the giver.</summary>
    public IReadOnlyList<Reason> Return { get; init; } = [new("not-qualified", "Not qualified"), new("incomplete", "Details are missing"), new("other", "Other")];
}

/// <param name="Id">Stored with the action and counted in reports: never renamed.</param>
/// <param name="CreditBack">The turn it cost its owner does not count.</param>
public sealed record Reason(string Id, string Label, bool CreditBack = false);

/// <summary>A way to find out whether somebody can and wants to buy: BANT, MEDDIC.</summary>
public sealed record QualificationMethod(string Id, string Name, IReadOnlyList<Criterion> Criteria);

/// <param name="Question">What the caller asks.</param>
/// <param name="Required">A lead is not qualified before it is answered.</param>
public sealed record Criterion(string Id, string Label, string Question, bool Required);
