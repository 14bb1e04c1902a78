using System.Collections.Concurrent;
using LeadFunctions.Domain.Backtesting;

namespace LeadFunctions.UseCases.Playbooks.Learning;

/// <summary>A backtest of leads that are in memory, on all cores.</summary>
public static class AllCores
{
    public static BacktestResult Run(this Backtest backtest, IReadOnlyList<LeadHistory> histories)
    {
        Parallel.ForEach(Partitioner.Create(0, Math.Max(1, histories.Count), Math.Clamp(histories.Count / 64, 1, 4096)), range =>
        {
            var tally = backtest.NewTally();
            for (var i = range.Item1; i < Math.Min(range.Item2, histories.Count); i++)
            {
                tally.Add(histories[i]);
            }
        });
        return backtest.Result();
    }
}
