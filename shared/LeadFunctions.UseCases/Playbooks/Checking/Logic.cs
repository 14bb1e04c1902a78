using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>What conditions have to do with each other. Says yes only when it is proved.</summary>
internal static class Logic
{
    /// <summary>No lead can satisfy it.</summary>
    public static bool Never(Condition condition, Playbook playbook) => Worlds.Of([condition], playbook) is { } worlds && !worlds.All.Any(condition.Holds);

    /// <summary>Every lead satisfies it.</summary>
    public static bool Always(Condition condition, Playbook playbook) => Worlds.Of([condition], playbook) is { } worlds && worlds.All.All(condition.Holds);

    /// <summary>Whenever the narrow one holds (and it can), one of the wide ones does.</summary>
    public static bool Covers(IReadOnlyList<Condition> wide, Condition narrow, Playbook playbook)
    {
        // Only those that ask for what the narrow one asks for can be decided by it; the others add combinations and no proof.
        var asked = Worlds.FactsOf(narrow).ToHashSet();
        var related = wide.Where(one => Worlds.FactsOf(one).All(asked.Contains) || Covering.Covers(one, narrow) || Always(one, playbook)).ToList();
        if (Worlds.Of([.. related, narrow], playbook) is not { } worlds)
        {
            return related.Any(one => Covering.Covers(one, narrow));
        }

        var holds = false;
        foreach (var facts in worlds.All.Where(narrow.Holds))
        {
            holds = true;
            if (!related.Any(one => one.Holds(facts)))
            {
                return false;
            }
        }

        return holds;
    }

    /// <summary>Both can hold, and neither without the other.</summary>
    public static bool Same(Condition one, Condition other, Playbook playbook) => Covers([one], other, playbook) && Covers([other], one, playbook);
}
