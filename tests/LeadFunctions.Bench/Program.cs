using LeadFunctions.Bench.Decay;
using LeadFunctions.Bench.Queue;

var verbs = new Dictionary<string, Func<string[], Task<int>>>
{
    ["decay"] = DecayBench.RunAsync,
    ["queue"] = QueueBench.RunAsync,
};

if (args.Length == 0 || !verbs.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine("usage: LeadFunctions.Bench VERB, with VERB one of: " + string.Join(", ", verbs.Keys));
    return 2;
}

return await run(args[1..]);
