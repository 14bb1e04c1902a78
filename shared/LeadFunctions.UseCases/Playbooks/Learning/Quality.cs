using LeadFunctions.Domain.Backtesting;
using LeadFunctions.UseCases.Import;

namespace LeadFunctions.UseCases.Playbooks.Learning;

/// <summary>How well a score told who would come to something, before anybody knew.</summary>
/// <param name="Precision">Of those who became MQLs, how many came to it.</param>
/// <param name="Recall">Of those who came to it, how many were MQLs.</param>
public sealed record Quality(double Auc, double Precision, double Recall, IReadOnlyList<Decile> Deciles)
{
    public static IReadOnlyList<(string Outcome, int Positives, Quality Current, Quality Draft)> Of(BacktestResult result) =>
    [
        Of("sql", result.Scored, lead => lead.Sql),
        Of("won", result.Scored, lead => lead.Won),
    ];

    private static (string Outcome, int Positives, Quality Current, Quality Draft) Of(string outcome, IReadOnlyList<ScoredLead> leads, Func<ScoredLead, bool> came) => (
        outcome, leads.Count(came),
        Of([.. leads.Select(lead => (lead.Current.ToDecimal(), came(lead)))], leads.Count(lead => lead.CurrentMql), leads.Count(lead => lead.CurrentMql && came(lead))),
        Of([.. leads.Select(lead => (lead.Draft.ToDecimal(), came(lead)))], leads.Count(lead => lead.DraftMql), leads.Count(lead => lead.DraftMql && came(lead))));

    private static Quality Of(IReadOnlyList<(decimal Score, bool Success)> scored, int mqls, int both)
    {
        var successes = scored.Count(one => one.Success);
        return new Quality(Lift.Auc(scored), mqls == 0 ? 0 : both / (double)mqls, successes == 0 ? 0 : both / (double)successes, successes == 0 ? [] : Lift.ByDecile(scored));
    }
}
