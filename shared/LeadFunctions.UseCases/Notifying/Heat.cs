using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Notifying;

/// <summary>Whether a lead is hot: in a band above the MQL's (SAL, SQL), or it asked for a person within the last day.</summary>
public static class Heat
{
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    public static bool IsHot(Lead lead, Playbook playbook, DateTimeOffset now) =>
        Rank(lead.Score.Band, playbook) > Rank(playbook.MqlBand, playbook) || lead.Ledger.Any(one => one.At > now - Fresh && IsHandRaise(one.Signal, playbook));

    private static bool IsHandRaise(string name, Playbook playbook) => playbook.Signals.Any(signal => signal.HandRaise && signal.Name == name);

    private static int Rank(string band, Playbook playbook) => playbook.Bands.TakeWhile(one => one.Id != band).Count() is var rank && rank < playbook.Bands.Count ? rank : -1;
}
