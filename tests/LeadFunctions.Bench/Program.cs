using LeadFunctions.Bench.Chain;
using LeadFunctions.Bench.Clocks;
using LeadFunctions.Bench.Decay;
using LeadFunctions.Bench.Erase;
using LeadFunctions.Bench.Ingest;
using LeadFunctions.Bench.Lists;
using LeadFunctions.Bench.Nurture;
using LeadFunctions.Bench.Playbooks;
using LeadFunctions.Bench.Queue;
using LeadFunctions.Bench.Score;
using LeadFunctions.Bench.Start;

var verbs = new Dictionary<string, Func<string[], Task<int>>>
{
    ["ingest"] = IngestBench.RunAsync,
    ["queue"] = QueueBench.RunAsync,
    ["score"] = ScoreBench.RunAsync,
    ["chain"] = ChainBench.RunAsync,
    ["clocks"] = ClocksBench.RunAsync,
    ["decay"] = DecayBench.RunAsync,
    ["nurture"] = NurtureBench.RunAsync,
    ["lists"] = ListsBench.RunAsync,
    ["erase"] = EraseBench.RunAsync,
    ["start"] = StartBench.RunAsync,
    ["backtest"] = BacktestBench.RunAsync,
    ["publish"] = PublishBench.RunAsync,
};

if (args.Length == 0 || !verbs.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine("usage: LeadFunctions.Bench VERB, with VERB one of: " + string.Join(", ", verbs.Keys));
    return 2;
}

return await run(args[1..]);
