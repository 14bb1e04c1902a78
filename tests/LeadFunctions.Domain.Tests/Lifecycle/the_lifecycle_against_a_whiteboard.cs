using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.Domain.Tests.Playbooks;
using LeadFunctions.UseCases.Lists;

namespace LeadFunctions.Domain.Tests.Lifecycle;

/// <summary>10,000 random lives, every decision compared with <see cref="Plain"/>; people repeat themselves, and act on what is not theirs.</summary>
public class the_lifecycle_against_a_whiteboard
{
    private const int Lives = 10_000;
    private static readonly Rulebook Rules = new(Shipped.B2b, ScoringModel.Compile(Shipped.B2b), new DomainKnowledge(KnownLists.Domains, Shipped.B2b.Domains));
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] People = ["ana", "ben", "farid", "jonas", "maria", "admin", "service"];

    [Fact]
    public void decides_alike_in_ten_thousand_random_lives()
    {
        var reached = new HashSet<(Stage, string, bool)>();
        for (var seed = 0; seed < Lives; seed++)
        {
            Live(new Random(seed), seed, reached);
        }

        // Every line of the table was walked, and every action refused somewhere.
        Assert.All(LifecycleTable.All.SelectMany(line => line.From.Where(stage => stage != Stage.Archived).Select(stage => (stage, line.Action, true))), walked => Assert.Contains(walked, reached));
        Assert.All(LifecycleTable.All.Select(line => line.Action).Where(action => action != "reactivate").Distinct(), action => Assert.Contains(reached, one => one.Item2 == action && !one.Item3));
    }

    private static void Live(Random random, int seed, HashSet<(Stage, string, bool)> reached)
    {
        var lead = Lead(seed);
        var plain = new Plain(Stage.Mql, null);
        Deed? last = null;
        for (var step = 0; step < 25; step++)
        {
            var now = Start.AddMinutes((seed * 100) + step);
            (lead, plain) = Between(random, lead, plain, now);
            var deed = last is not null && random.Next(5) == 0 ? last : Deeds.Any(random, lead.Stage);
            var who = Whoever(random, lead);
            var decision = Transitions.Decide(lead, deed.Action, new Actor(KindOf(who), who), Rules, $"act{step}", now);
            var expected = plain.After(deed, who);
            Assert.True(decision is LifecycleDecision.Moved == expected is not null, $"seed {seed}, step {step}: {deed.Name} by {who} at {plain}: {decision}");
            reached.Add((lead.Stage, deed.Name, decision is LifecycleDecision.Moved));
            (lead, plain) = Apply(lead, plain, deed, decision, expected);
            Compare(lead, plain, $"seed {seed}, step {step}: {deed.Name} by {who}");
            last = deed;
        }
    }

    /// <summary>What happens without anybody's decision: routing finds somebody, or a raw lead asks for a person again.</summary>
    private static (Lead, Plain) Between(Random random, Lead lead, Plain plain, DateTimeOffset now)
    {
        if (plain.Stage == Stage.Raw && random.Next(2) == 0)
        {
            var standing = Progress.At(lead, lead.Ledger, Rules, now, "demo-request");
            return (standing.Lead, plain with { Stage = Stage.Mql, Contacted = false });
        }

        Assert.Equal(plain.IsSearched, Desk.IsSearched(lead));
        if (!plain.IsSearched || random.Next(3) == 0)
        {
            return (lead, plain);
        }

        var person = plain.Stage switch { Stage.Sql or Stage.Opportunity => "farid", Stage.Customer => "jonas", _ => random.Next(2) == 0 ? "ana" : "ben" };
        var owned = lead with { Owner = new Assignment(person, now, "rule", "decision"), Holding = null };
        return (Handoffs.To(person, owned, owned.Ledger, Rules, now).Lead, plain.Routed(person));
    }

    private static (Lead, Plain) Apply(Lead lead, Plain plain, Deed deed, LifecycleDecision decision, Plain? expected)
    {
        switch (decision)
        {
            case LifecycleDecision.Moved moved:
                Assert.Single(moved.Activities.OfType<Activity.Acted>());
                Assert.Equal(moved.Lead.Stage == lead.Stage ? 0 : 1, moved.Activities.OfType<Activity.StageChanged>().Count());
                return (moved.Lead, expected!);
            case LifecycleDecision.Incomplete { Missing.Count: > 0 } incomplete:
                return (incomplete.Kept?.Lead ?? lead, plain.Heard(deed));
            default:
                Assert.DoesNotContain(deed.Name, expected is null && lead.Stage == Stage.Archived ? ((LifecycleDecision.Refused)decision).Allowed : []);
                return (lead, plain);
        }
    }

    private static void Compare(Lead lead, Plain plain, string what)
    {
        var open = lead.Handoffs.Where(handoff => handoff.State == HandoffState.Offered).Select(handoff => ((HandoffKind, string?)?)(handoff.Kind, handoff.ToPersonId)).ToList();
        Assert.True((plain.Stage, plain.Owner) == (lead.Stage, lead.Owner?.PersonId), $"{what}: {plain} but {lead.Stage} of {lead.Owner?.PersonId}");
        Assert.True(open.Count <= 1 && open.FirstOrDefault() == plain.Offered, $"{what}: {plain} but {string.Join(", ", open)}");
        Assert.True(plain.KickedOff == lead.Deal?.KickoffAt is not null && plain.Contacted == lead.FirstContact is not null, $"{what}: {plain}");
        Assert.All(lead.Stays.Zip(lead.Stays.Skip(1)), pair => Assert.Equal(pair.First.Until, pair.Second.Since));
        Assert.Equal(lead.StageSince, lead.Stays.Count == 0 ? lead.StageSince : lead.Stays[^1].Until);
    }

    /// <summary>Mostly whoever has it.</summary>
    private static string Whoever(Random random, Lead lead) => lead.Owner is { } owner && random.Next(3) > 0 ? owner.PersonId : People[random.Next(People.Length)];

    private static ActorKind KindOf(string who) => who switch { "maria" => ActorKind.Manager, "admin" => ActorKind.Admin, "service" => ActorKind.Service, _ => ActorKind.Person };

    private static Lead Lead(int seed) => Capture.New("ld_" + seed, "jane@globex.example", Start) with { Stage = Stage.Mql };
}
