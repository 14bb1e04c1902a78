using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;

namespace LeadFunctions.Domain.Tests.Lifecycle;

/// <summary>Actions as people take them: mostly the next sensible one, some with a reason that is none, some with half the answers.</summary>
internal static class Deeds
{
    private static readonly string[] Criteria = ["budget", "authority", "need", "timeline"];

    public static Deed Any(Random random, Stage stage) => random.Next(3) > 0 ? Next(random, stage) : Made(random, random.Next(13));

    private static Deed Next(Random random, Stage stage) => stage switch
    {
        Stage.Mql => Made(random, random.Next(4) > 0 ? 0 : random.Next(3)),
        Stage.Sal => Made(random, random.Next(4) > 0 ? 3 : random.Next(4)),
        Stage.Sql => Made(random, new[] { 0, 0, 2, 4, 4 }[random.Next(5)]),
        Stage.Opportunity => Made(random, new[] { 5, 5, 6 }[random.Next(3)]),
        Stage.Customer => Made(random, new[] { 0, 2, 5, 7 }[random.Next(4)]),
        _ => Made(random, 10),
    };

    private static Deed Made(Random random, int which)
    {
        var said = random.Next(8) > 0;
        switch (which)
        {
            case 0:
                return new("accept", new LifecycleAction.Accept());
            case 1:
                var human = random.Next(3) > 0;
                return new("contact", new LifecycleAction.Contact(said ? "call" : "pigeon", human ? "reached" : "auto-reply", null), said) { IsHuman = human };
            case 2:
                var isReturn = random.Next(2) == 0;
                var reason = !said ? "because" : isReturn ? "not-qualified" : "no-need";
                return new("reject", new LifecycleAction.Reject(reason, "note"), said && !isReturn) { IsReturn = said && isReturn };
            case 3:
                return Qualify(random);
            case 4:
                return new("convert", new LifecycleAction.Convert(said ? "Globex" : " ", 100m, new DateOnly(2026, 6, 1)), said);
            case 5:
                return new("win", new LifecycleAction.Win(null, said ? "yearly" : null, "routing", ["Omar"], "speed"), said);
            case 6:
                return new("lose", new LifecycleAction.Lose(said ? "price" : "", null), said);
            case 7:
                return new("kickoff", new LifecycleAction.Kickoff(null));
            case 8:
                return new("recycle", new LifecycleAction.Recycle(said ? "not-ready" : "price", null), said);
            case 9:
                return new("disqualify", new LifecycleAction.Disqualify(said ? "spam" : "dull", null), said);
            default:
                return new("reactivate", new LifecycleAction.Reactivate(null));
        }
    }

    private static Deed Qualify(Random random)
    {
        string[] answered = random.Next(2) == 0 ? Criteria : [.. Criteria.Where(_ => random.Next(2) == 0)];
        var notes = answered.Length > 0 && random.Next(4) > 0;
        var answers = answered.ToDictionary(criterion => criterion, criterion => "yes: " + random.Next(3));
        return new("qualify", new LifecycleAction.Qualify("bant", answers, notes ? "spoke" : null, notes ? ["Omar, CFO"] : [])) { Answers = answered, HasCallNotes = notes };
    }
}
