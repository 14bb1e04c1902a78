using LeadFunctions.Cosmos.Cells;
using LeadFunctions.Domain.Identity;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Erasing;

/// <summary>One going through everything there is for somebody who is to be erased.</summary>
/// <param name="until">Then it stops where it is.</param>
internal sealed class ErasureRun(OpenErasure what, bool dryRun, Func<bool> until)
{
    private readonly AddressTraces _traces = AddressTraces.Of(what.Emails);

    public OpenErasure What { get; set; } = what;

    public bool DryRun => dryRun;

    /// <summary>Whether there is an address to look for; else only ids are known.</summary>
    public bool HasAddress => What.Emails.Count > 0;

    public bool IsLate => !dryRun && until();

    public Erased Count { get; set; } = new();

    public bool NamesAddress(string? text) => text is not null && HasAddress && _traces.AreIn(text);

    public bool Names(string text) => What.LeadIds.Any(id => text.Contains(id, StringComparison.Ordinal)) || NamesAddress(text);

    public string Redact(string text) => _traces.Redact(text);
}
