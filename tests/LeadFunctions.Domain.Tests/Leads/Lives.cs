using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Tests.Playbooks;
using LeadFunctions.UseCases.Lists;

namespace LeadFunctions.Domain.Tests.Leads;

/// <summary>One lead's life as the steps live it, without a store: signals arrive, time passes, clicks are taken back.</summary>
internal sealed class Lives
{
    public static readonly DateTimeOffset Day0 = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Heavy clicks that fade within hours, so that bands are crossed all the time.</summary>
    public static readonly Rulebook Rules = Of(Shipped.B2b with
    {
        Sla = [],
        Scoring = Shipped.B2b.Scoring with
        {
            Engagement = [.. Shipped.B2b.Scoring.Engagement.Select(rule => rule with { Points = rule.Signal is "email-click" ? 14 : rule.Points, Group = null, Decay = new Decay.HalfLife(TimeSpan.FromHours(9)) })],
        },
    });

    public Lead Lead { get; private set; } = Capture.New("ld_1", "jane@acme.example", Day0) with { Version = 1 };

    public int Taken { get; private set; }

    public int Undone { get; private set; }

    public void Arrive(IReadOnlyList<Signal> signals, DateTimeOffset now)
    {
        var fresh = signals.Where(signal => Lead.Ledger.All(known => known.Id != signal.Id)).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        PassUntil(now);
        var before = Lead;
        var captured = Capture.Apply(before, fresh, Rules);
        var raised = fresh.FirstOrDefault(signal => Rules.Signal(signal.Name)?.HandRaise == true)?.Name;
        Store(Progress.At(captured, captured.Ledger, Rules, now, raised).Lead with { Arrivals = Arrival.Add(before, captured, fresh, now) });
    }

    public void TakeBack(IReadOnlyCollection<string> ids, DateTimeOffset now)
    {
        var back = ids.Where(id => Lead.Ledger.Any(known => known.Id == id)).ToHashSet(StringComparer.Ordinal);
        PassUntil(now);
        if (back.Count > 0)
        {
            var taken = Retraction.Of(Lead, Lead.Ledger, new Dictionary<string, IReadOnlySet<string>>(), back, (Rules, now));
            Store(taken.Lead);
            Taken++;
            Undone += taken.StageUndone ? 1 : 0;
        }
    }

    /// <summary>The decay timer, at each of its instants.</summary>
    public void PassUntil(DateTimeOffset now)
    {
        while (Lead.ScoreDueAt is { } due && due <= now)
        {
            Store(Progress.At(Lead, Lead.Ledger, Rules, due).Lead);
        }
    }

    /// <summary>Looked at anew, as stored scores are of the instants at which somebody looked.</summary>
    public void Look(DateTimeOffset now)
    {
        PassUntil(now);
        Store(Progress.At(Lead, Lead.Ledger, Rules, now).Lead);
    }

    private void Store(Lead lead) => Lead = lead with { Version = lead.Version + 1 };

    private static Rulebook Of(Playbook playbook) => new(playbook, Domain.Scoring.ScoringModel.Compile(playbook), new Domain.Identity.DomainKnowledge(KnownLists.Domains, playbook.Domains));
}
