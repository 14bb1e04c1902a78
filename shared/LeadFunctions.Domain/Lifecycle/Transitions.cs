using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>Decides actions by the <see cref="LifecycleTable"/>. Pure: the same situation gets the same answer.</summary>
public static class Transitions
{
    /// <param name="id">Of the action; makes the ids of its activities.</param>
    public static LifecycleDecision Decide(Lead lead, LifecycleAction action, Actor actor, Rulebook rules, string id, DateTimeOffset now)
    {
        var situation = new Situation(lead, action, actor, rules, id, now);
        var lines = LifecycleTable.All.Where(line => line.Action == action.Name && line.From.Contains(lead.Stage)).ToList();
        var other = action is LifecycleAction.Accept { Only: { } only } && only != lead.Stage;
        if (lines.Count == 0 || other)
        {
            return new LifecycleDecision.Refused($"a lead at stage {NameOf(lead.Stage)} takes no {(other ? "accept-" + NameOf(((LifecycleAction.Accept)action).Only!.Value) : action.Name)}", Allowed(situation));
        }

        if (lines.FirstOrDefault(line => line.WhyNot(situation) is null) is not { } line)
        {
            return new LifecycleDecision.Refused(lines[^1].WhyNot(situation)!, Allowed(situation));
        }

        var missing = line.Needs(situation);
        return missing.Count > 0 ? new LifecycleDecision.Incomplete(missing, Kept(situation)) : Moved(line, situation);
    }

    /// <summary>What somebody could do with a lead now, by name, in the order of the table.</summary>
    public static IReadOnlyList<string> Allowed(Lead lead, Actor actor, Rulebook rules, DateTimeOffset now) =>
        Allowed(new Situation(lead, new LifecycleAction.Accept(), actor, rules, "", now));

    public static string NameOf(Stage stage) => stage.ToString().ToLowerInvariant();

    private static List<string> Allowed(Situation situation) =>
        [.. LifecycleTable.All.Where(line => line.From.Contains(situation.Lead.Stage) && line.WhyNot(situation) is null).Select(line => line.Action).Distinct()];

    private static LifecycleDecision.Moved Moved(Transition line, Situation situation)
    {
        var (lead, now) = (situation.Lead, situation.Now);
        var moved = Stays.Move(lead, line.To ?? lead.Stage, now, situation.Action.Name, ActionLog.ReasonOf(situation.Action)) with { UpdatedAt = now };
        var start = new Change(moved, [ActionLog.Of(situation)]);
        start = moved.Stage == lead.Stage ? start : start.Saying(new Activity.StageChanged("stage:" + situation.Id, now, lead.Stage, moved.Stage, situation.Action.Name, ActionLog.ReasonOf(situation.Action)) { By = situation.Actor.Name });
        var after = line.Effects.Aggregate(start, (change, effect) => effect(change, situation));
        return new LifecycleDecision.Moved(after.Lead, after.Activities, after.CreditBack);
    }

    /// <summary>Answers to some of the questions are answers: they are kept, and the next call need not ask again.</summary>
    private static LifecycleDecision.Moved? Kept(Situation situation)
    {
        if (situation.Action is not LifecycleAction.Qualify qualify || situation.Playbook.Qualification.All(method => method.Id != qualify.Method))
        {
            return null;
        }

        var before = situation.Lead.Qualification ?? Qualification.None;
        var known = before.With(qualify, situation.Actor.Name, situation.Now);
        return ReferenceEquals(known, before) ? null
            : new LifecycleDecision.Moved(situation.Lead with { Qualification = known, UpdatedAt = situation.Now }, [ActionLog.Of(situation)], false);
    }
}
