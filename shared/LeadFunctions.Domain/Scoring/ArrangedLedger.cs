using System.Buffers;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Scoring;

/// <summary>A ledger in order, each event once, in a borrowed buffer. Dispose gives the buffer back.</summary>
internal readonly ref struct ArrangedLedger : IDisposable
{
    private readonly ScoringEvent[] _rented;

    public ArrangedLedger(CompiledRules rules, IReadOnlyList<LedgerEvent> ledger)
    {
        _rented = ArrayPool<ScoringEvent>.Shared.Rent(Math.Max(ledger.Count, 1));
        Events = _rented.AsSpan(0, LedgerOrder.Arrange(rules, ledger, _rented));
    }

    public ReadOnlySpan<ScoringEvent> Events { get; }

    public void Dispose() => ArrayPool<ScoringEvent>.Shared.Return(_rented);
}
