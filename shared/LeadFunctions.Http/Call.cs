using LeadFunctions.Http.Auth;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http;

/// <summary>One request on its way through one endpoint.</summary>
/// <param name="Value">What stood in the pattern's braces; empty when it has none.</param>
/// <param name="Now">When it was received.</param>
public sealed record Call(Surface Surface, HttpContext Http, string Value, DateTimeOffset Now)
{
    public Site Site { get; init; } = Surface.Site;

    /// <summary>Null on public routes.</summary>
    public Caller? Caller { get; init; }

    public LimitOptions Limits => Surface.Limits;

    /// <summary>For reads. Writes run on when the caller hangs up: they may be on disk already.</summary>
    public CancellationToken Aborted => Http.RequestAborted;
}
