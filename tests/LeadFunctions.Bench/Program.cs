using LeadFunctions.Bench.Queue;
using LeadFunctions.Bench.Score;

var verbs = new Dictionary<string, Func<string[], Task<int>>>
{
    ["queue"] = QueueBench.RunAsync,
    ["score"] = ScoreBench.RunAsync,
};

if (args.Length == 0 || !verbs.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine("usage: LeadFunctions.Bench VERB, with VERB one of: " + string.Join(", ", verbs.Keys));
    return 2;
}

return await run(args[1..]);
