using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;

namespace LeadFunctions.Http.Tracking;

/// <summary>A beacon, parsed: the good events, and which others were refused and why.</summary>
public sealed class Beacon
{
    private readonly List<BeaconEvent> _events = new(1);
    private List<KeyValuePair<int, string>>? _rejected;

    public string? VisitorId { get; set; }

    /// <summary>The link of a mail that brought the browser here, as it said itself (<see cref="UseCases.Nurture.ClickTokens"/>); not checked yet.</summary>
    public string? Followed { get; set; }

    /// <summary>The page said that consent is missing.</summary>
    public bool RefusesTracking { get; set; }

    /// <summary>The page said that a program drives the browser.</summary>
    public bool WebDriver { get; set; }

    /// <summary>The sender's clock when it sent; null when it did not say.</summary>
    public DateTimeOffset? SentAt { get; set; }

    public int Accepted => _events.Count;

    /// <summary>Index in the batch and reason, in a fixed vocabulary.</summary>
    public IReadOnlyList<KeyValuePair<int, string>> Rejected => _rejected ?? (IReadOnlyList<KeyValuePair<int, string>>)[];

    public void Add(in BeaconEvent parsed) => _events.Add(parsed);

    public void Reject(int index, string reason) => (_rejected ??= []).Add(new(index, reason));

    /// <summary>Nobody can be followed by a broken id: refuses every event.</summary>
    public void RejectAll(string reason)
    {
        var count = _events.Count + Rejected.Count;
        _events.Clear();
        _rejected = [.. Enumerable.Range(0, count).Select(index => new KeyValuePair<int, string>(index, reason))];
    }

    /// <summary>The good events as signals.</summary>
    /// <param name="evidence">Why a machine sent them; null when nothing says so.</param>
    public IReadOnlyList<Signal> Signals(Call call, IReadOnlyList<string>? evidence)
    {
        var signals = new Signal[_events.Count];
        for (var i = 0; i < signals.Length; i++)
        {
            var parsed = _events[i];
            var page = parsed.Url is null ? null : new PageView(parsed.Url, parsed.Title, parsed.Referrer);
            signals[i] = new Signal(
                parsed.Id ?? call.Surface.NewId.Next("e"), parsed.Signal!, BeaconTime.Happened(parsed.At, SentAt, call.Now, call.Limits.EventAge), SignalSource.Track)
            {
                Page = page,
                Attribution = NeedsTags(parsed) ? new Tags(call.Limits.Utm).On(parsed.Url, parsed.Referrer) : null,
                Answers = parsed.Properties,
                Verdict = BotEvidence.VerdictOf(evidence),
                VerdictReasons = evidence,
            };
        }

        return signals;
    }

    private static bool NeedsTags(in BeaconEvent parsed) => parsed.Referrer is not null || (parsed.Url is not null && parsed.Url.Contains('?', StringComparison.Ordinal));
}

/// <summary>One event as it was sent, checked.</summary>
public record struct BeaconEvent
{
    public string? Id { get; set; }

    /// <summary>The playbook's signal that it is.</summary>
    public string? Signal { get; set; }

    /// <summary>By the sender's clock.</summary>
    public DateTimeOffset? At { get; set; }

    public string? Url { get; set; }

    public string? Title { get; set; }

    public string? Referrer { get; set; }

    public Dictionary<string, string>? Properties { get; set; }
}
