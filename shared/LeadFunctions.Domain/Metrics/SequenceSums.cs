using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Metrics;

/// <summary>What became of the runs and mails of sequences.</summary>
public static class SequenceSums
{
    private const string AtStep = "at:";
    private const string Exit = "exited:";

    /// <summary>Those of the playbook, in its order, and then those it no longer has.</summary>
    public static IReadOnlyList<SequenceFigures> Of(Tally sums, Playbook playbook)
    {
        var groups = sums.Groups();
        return
        [
            .. playbook.Sequences.Select(sequence => sequence.Id).Union(groups.Keys.Order(StringComparer.Ordinal))
                .Select(id => Of(id, playbook.Sequences.FirstOrDefault(sequence => sequence.Id == id), groups.GetValueOrDefault(id) ?? new Tally())),
        ];
    }

    private static SequenceFigures Of(string id, Sequence? sequence, Tally sums)
    {
        var at = sums.Under(AtStep).ToDictionary();
        var exits = sums.Under(Exit).OrderByDescending(exit => exit.Value).ThenBy(exit => exit.Key, StringComparer.Ordinal).Select(exit => new ExitCount(exit.Key, exit.Value)).ToList();
        var steps = (sequence?.Steps.Select(step => step.Id) ?? []).Union(at.Keys.Order(StringComparer.Ordinal));
        return new SequenceFigures(
            id, sequence?.Name ?? id, sums[Measures.Entered], at.Values.Sum(), sums["completed"], exits.Sum(exit => exit.N), sums["removed"],
            sums[Measures.Sent], sums[Measures.Opened], sums[Measures.Clicked], sums[Measures.Unsubscribed], sums[Measures.Bounced],
            Formulas.Share(sums[Measures.Opened], sums[Measures.Sent]), Formulas.Share(sums[Measures.Clicked], sums[Measures.Sent]),
            [.. steps.Select(step => new StepPeople(step, at.GetValueOrDefault(step), Held(sums, step)))], exits);
    }

    private static IReadOnlyList<HeldPeople> Held(Tally sums, string step) =>
        [.. sums.Under(Measures.Held(AtStep + step, "")).OrderByDescending(held => held.Value).ThenBy(held => held.Key, StringComparer.Ordinal).Select(held => new HeldPeople(held.Key, held.Value))];
}
