using LeadFunctions.Domain.Lifecycle;

namespace LeadFunctions.Flow.Tests.People;

/// <summary>The actions of the stories, spelt once.</summary>
internal static class Decisions
{
    public static readonly LifecycleAction Accept = new LifecycleAction.Accept();
    public static readonly LifecycleAction Contact = new LifecycleAction.Contact("call", "reached", "Spoke for ten minutes");
    public static readonly LifecycleAction AutoReply = new LifecycleAction.Contact("email", "auto-reply", null);
    public static readonly LifecycleAction Convert = new LifecycleAction.Convert("Globex 2026", 12_000m, new DateOnly(2026, 6, 30));
    public static readonly LifecycleAction Win = new LifecycleAction.Win(11_500m, "Three years, yearly in advance", "Routing of web leads", ["Omar Ali, CFO"], "Answers within minutes");
    public static readonly LifecycleAction Kickoff = new LifecycleAction.Kickoff(null);

    public static readonly LifecycleAction Qualified = new LifecycleAction.Qualify(
        "bant",
        new Dictionary<string, string> { ["budget"] = "50k approved", ["authority"] = "she decides", ["need"] = "leads get lost", ["timeline"] = "before summer" },
        "Wants to start in May",
        ["Omar Ali, CFO"]);

    public static LifecycleAction Reject(string reason) => new LifecycleAction.Reject(reason, null);

    public static LifecycleAction Recycle(string reason = "not-ready") => new LifecycleAction.Recycle(reason, null);

    public static LifecycleAction Disqualify(string reason = "spam") => new LifecycleAction.Disqualify(reason, null);

    public static LifecycleAction Lose(string reason = "price") => new LifecycleAction.Lose(reason, null);

    public static LifecycleAction Reactivate(string? reason = null) => new LifecycleAction.Reactivate(reason);

    public static LifecycleAction Answers(params (string Criterion, string Answer)[] answers) =>
        new LifecycleAction.Qualify("bant", answers.ToDictionary(answer => answer.Criterion, answer => answer.Answer), null, []);
}
