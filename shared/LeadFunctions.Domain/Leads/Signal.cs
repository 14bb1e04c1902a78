namespace LeadFunctions.Domain.Leads;

/// <summary>One thing that happened: a form post, a page view, a click. Its id is what makes a repeat recognisable.</summary>
/// <param name="Id">Unique per source; given by the sender where it can, else by us. 1 to 128 characters of <c>[A-Za-z0-9_.:-]</c>.</param>
/// <param name="Name">A signal of the playbook, in kebab-case: <c>demo-request</c>, <c>pricing-page-view</c>.</param>
/// <param name="At">When it happened (event time, UTC, never later than receipt).</param>
/// <param name="Source">Where it came from: <c>form:demo</c>, <c>track</c>, <c>import</c>, <c>webhook:sendgrid</c>.</param>
public sealed record Signal(string Id, string Name, DateTimeOffset At, string Source)
{
    /// <summary>The anonymous browser that sent it, if it said so.</summary>
    public string? VisitorId { get; init; }

    public PageView? Page { get; init; }

    public Attribution? Attribution { get; init; }

    /// <summary>Lead attributes that came with it, by attribute name (<c>email</c> excluded: it is the identity).</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    /// <summary>Free answers that map to no attribute; kept and shown, never scored.</summary>
    public IReadOnlyDictionary<string, string>? Answers { get; init; }

    public Consent? Consent { get; init; }

    /// <summary>Machine or human (semantics 10). A machine's signal is kept and never scored.</summary>
    public Verdict Verdict { get; init; } = Verdict.Unknown;

    /// <summary>Why the verdict is what it is: <c>user-agent</c>, <c>prefetch</c>, <c>honeypot</c>.</summary>
    public IReadOnlyList<string>? VerdictReasons { get; init; }
}

/// <summary>Who made an event. Unknown counts as human until there is evidence.</summary>
public enum Verdict
{
    Unknown,
    Human,
    Machine,
}

/// <summary>The page a signal happened on.</summary>
public sealed record PageView(string Url, string? Title = null, string? Referrer = null);

/// <summary>What brought the visit: UTM parameters and click ids, as they were sent.</summary>
public sealed record Attribution
{
    public string? Source { get; init; }

    public string? Medium { get; init; }

    public string? Campaign { get; init; }

    public string? Content { get; init; }

    public string? Term { get; init; }

    /// <summary>The advertising click id with its parameter name: <c>gclid:…</c>.</summary>
    public string? ClickId { get; init; }

    public string? Referrer { get; init; }
}

/// <summary>A consent as given: for what, which text, granted or withdrawn. Recorded only from an explicit answer, never inferred.</summary>
public sealed record Consent(string Purpose, bool Granted, string? TextVersion = null);
