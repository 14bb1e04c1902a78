using System.Globalization;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A browser identified itself -> its waiting history goes to the lead, and what it does from now on too. A browser that belonged to somebody
/// else moves, once that lead has let it go; history stays where it was, and no two leads are ever merged by this (semantics 9). Wakes <see cref="ApplySignal"/>. Who came by a link in a mail
/// is its recipient, if the click was judged a person's and no other browser came by the same click before: a mail may be forwarded, a link copied.
/// </summary>
public sealed class JoinVisitor(ILeadStore leads, TimeProvider clock) : IHandle<Message.VisitorIdentified>
{
    /// <summary>By then the hold is over and the click has counted, if it does.</summary>
    public static readonly TimeSpan ClickJudgedAfter = RecordHit.Hold + TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Receipts _receipts = new(leads);

    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.VisitorIdentified> messages, CancellationToken ct)
    {
        var message = messages[0];
        var visitor = await leads.FindVisitorAsync(message.VisitorId, ct) ?? new Visitor { Id = message.VisitorId, LastSeenAt = message.At };
        if (message.Released)
        {
            return visitor.LeadId is not null || visitor.IdentifiedAt != message.At ? new Outcome.Skipped("already joined, or somebody else's since")
                : await leads.FindLeadAsync(message.LeadId, ct) is null ? new Outcome.Skipped("the lead is gone")
                : new Outcome.Done(await JoinAsync(visitor, message, ct));
        }

        if (message.ByClick && await WhyNotAsync(message, ct) is { } no)
        {
            return no;
        }

        var receipt = message.ByClick ? await _receipts.FindAsync($"{message.LeadId}:{IdOf(message)}", clock.GetUtcNow(), ct) : null;
        if (receipt?.Value is not null || visitor.IdentifiedAt >= message.At)
        {
            return new Outcome.Skipped(receipt?.Value is null ? "already said, or somebody else's since" : "another browser came by this click, or this one has");
        }

        var commit = visitor.LastUser is { } former && former != message.LeadId ? Leave(visitor, former, message) : await JoinAsync(visitor, message, ct);

        // Of two browsers by one click only one commit goes through.
        return new Outcome.Done(commit with { Registers = receipt is null ? [] : [receipt.Write(JsonSerializer.Serialize(new Receipt(clock.GetUtcNow()), WireJson.Default.Receipt))] });
    }

    /// <summary>
    /// The one before may still wait for signals of this browser. Until it has counted them, nobody could tell a repeat of one; so it is asked to let the browser
    /// go, behind all of them, and what the browser does meanwhile waits on the visitor.
    /// </summary>
    private static Commit Leave(Visitor visitor, string former, Message.VisitorIdentified message) => new()
    {
        Visitor = visitor with
        {
            LeadId = null,
            IdentifiedAt = message.At,
            Before = [.. (visitor.Before ?? []).Where(lead => lead != former).Append(former).TakeLast(Visitor.MaxBefore)],
        },
        Messages = [new Outgoing(new Message.SignalArrived(former, null, []) { Release = message with { Email = "", Released = true } })],
    };

    private async Task<Commit> JoinAsync(Visitor visitor, Message.VisitorIdentified message, CancellationToken ct)
    {
        var signals = await FormerUsers.NotTheirsAsync(leads, visitor, visitor.Signals, ct);
        return new Commit
        {
            Visitor = Joined(visitor, message),
            ActivitiesOf = message.LeadId,
            Activities = visitor.LeadId == message.LeadId && !message.ByClick ? [] : [new Activity.VisitorJoined(IdOf(message), message.At, message.VisitorId, signals.Count)],
            Messages = signals.Count == 0 ? [] : [new Outgoing(new Message.SignalArrived(message.LeadId, null, signals))],
        };
    }

    /// <summary>Of a click there is one, whatever browser came first.</summary>
    private static string IdOf(Message.VisitorIdentified message) => message.ByClick
        ? string.Create(CultureInfo.InvariantCulture, $"joined:click:{message.At.ToUnixTimeMilliseconds()}")
        : string.Create(CultureInfo.InvariantCulture, $"joined:{message.VisitorId}:{message.At.ToUnixTimeMilliseconds()}");

    private async Task<Outcome?> WhyNotAsync(Message.VisitorIdentified message, CancellationToken ct)
    {
        if (await leads.FindLeadAsync(message.LeadId, ct) is not { } lead)
        {
            return new Outcome.Skipped("the lead is gone");
        }

        var counted = (lead.Arrivals ?? []).SelectMany(arrival => arrival.Signals).Concat(lead.Ledger)
            .Any(one => one.Signal == EmailSignals.Click && one.At == message.At && one.Id.StartsWith(RecordHit.Provider + ":", StringComparison.Ordinal));
        return counted ? null
            : clock.GetUtcNow() < message.At + ClickJudgedAfter + Patience ? new Outcome.RetryLater("the click is not judged yet", RetryAfter)
            : new Outcome.Skipped("a machine's click");
    }

    private static Visitor Joined(Visitor visitor, Message.VisitorIdentified message) => visitor with
    {
        LeadId = message.LeadId,
        IdentifiedAt = message.At,
        Before = visitor.Before?.Where(lead => lead != message.LeadId).ToList() is { Count: > 0 } before ? before : null,
        Signals = [],
        LastSeenAt = message.At > visitor.LastSeenAt ? message.At : visitor.LastSeenAt,
    };
}
