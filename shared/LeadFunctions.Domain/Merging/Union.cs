using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Merging;

/// <summary>
/// A lead together with those merged into it, as a function of the shares: what each would be alone is kept (the survivor's in <see cref="Lead.Own"/>, the
/// others' on themselves), so that taking one out again is leaving it out of the union. Scoring comes after, over the events of all.
/// </summary>
public static class Union
{
    /// <summary>Rule of an assignment that came with an absorbed lead, and why its clocks stood still.</summary>
    public const string RuleId = "merged";

    private const string CopyBy = "absorbed:";

    /// <summary>A run that is remembered of a lead merged into this one.</summary>
    public static bool IsCopy(Enrolment run) => run.By.StartsWith(CopyBy, StringComparison.Ordinal);

    internal static bool IsCopyOf(Enrolment run, string leadId) => run.By == CopyBy + leadId;

    /// <param name="survivor">Already with <see cref="Lead.Own"/>.</param>
    /// <param name="shares">Those merged into it, as they are now.</param>
    public static Lead Of(Lead survivor, IReadOnlyList<Lead> shares)
    {
        var all = shares.Prepend(survivor.Own!).ToList();
        var touches = all.SelectMany(one => new[] { one.FirstTouch, one.LastTouch }).OfType<Touch>()
            .OrderBy(touch => touch.At).ThenBy(touch => touch.Attribution.ToString(), StringComparer.Ordinal).ToList();
        var joined = survivor with
        {
            Attributes = all.Skip(1).Aggregate(all[0].Attributes, (known, one) => Capture.Merge(known, one.Attributes)),
            FirstTouch = touches.FirstOrDefault(),
            LastTouch = touches.LastOrDefault(),
            Visitors = [.. all.SelectMany(one => one.Visitors).Distinct().TakeLast(Capture.VisitorCap)],
            Consents = Restrictive(all.SelectMany(one => one.Consents)),
            Adjustments = [.. all.SelectMany(one => one.Adjustments).DistinctBy(one => one.Id).OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal)],
            LastActivityAt = all.Max(one => one.LastActivityAt),
            CreatedAt = all.Min(one => one.CreatedAt),
            Absorbed = [.. shares.Select(one => new AbsorbedLead(one.Id, one.Email, one.Merged!, one.Version))],
            Enrolments = Runs(survivor, shares),
            Mails = Mails(survivor, shares),
        };
        return TakingOver(joined, shares);
    }

    /// <summary>Alone again: what it would be without the others. What people did with it since stays done.</summary>
    public static Lead Alone(Lead survivor)
    {
        var own = survivor.Own!;
        return SteppedBack(survivor) with
        {
            Attributes = own.Attributes,
            FirstTouch = own.FirstTouch,
            LastTouch = own.LastTouch,
            Visitors = own.Visitors,
            Consents = own.Consents,
            Adjustments = own.Adjustments,
            LastActivityAt = own.LastActivityAt,
            CreatedAt = own.CreatedAt,
            Ledger = own.Ledger,
            LedgerSpilled = own.LedgerSpilled,
            Enrolments = Runs(survivor, []),
            Mails = Mails(survivor, []),
            Arrivals = own.Arrivals,
            Absorbed = null,
            Own = null,
        };
    }

    /// <summary>
    /// When only the others had made it an MQL, or opened it again, and nobody has worked on it since, it is where it would be by itself. How often a band
    /// was crossed is never counted back: the number is in the keys of effects.
    /// </summary>
    private static Lead SteppedBack(Lead survivor)
    {
        var own = survivor.Own!;
        var back = survivor with { Score = own.Score, Gate = own.Gate, Crossings = Crossings(survivor, own) };
        if (!IsUntouched(survivor, own))
        {
            return back;
        }

        if (survivor.Stage is Stage.Raw or Stage.Mql)
        {
            var moved = survivor.Stage != own.Stage;
            back = back with
            {
                Stage = own.Stage,
                StageSince = own.StageSince,
                Stays = own.Stays,
                BecameMql = own.BecameMql,
                Owner = moved ? own.Owner : back.Owner,
                Holding = moved ? null : back.Holding,
                Handoffs = moved ? own.Handoffs : back.Handoffs,
            };
        }

        return back.Owner?.RuleId == RuleId ? back with { Owner = own.Owner } : back;
    }

    private static bool IsUntouched(Lead survivor, Lead own) =>
        survivor.FirstContact == own.FirstContact && survivor.Deal == own.Deal && survivor.Recycled == own.Recycled
        && survivor.Qualification?.Answers.Count == own.Qualification?.Answers.Count && survivor.Qualification?.Notes.Count == own.Qualification?.Notes.Count;

    /// <summary>What a person or a provider said about a lead with others in it is the survivor's own; a change of its shares is not.</summary>
    public static Lead Owning(Lead before, Lead after, IReadOnlyList<Activity> activities, Rulebook rules, DateTimeOffset now)
    {
        if (after.Own is not { } own || !ReferenceEquals(own, before.Own) || !ReferenceEquals(after.Absorbed, before.Absorbed))
        {
            return after;
        }

        // What was written down counts even where something an absorbed one said hides it.
        var written = activities.OfType<Activity.Edited>().SelectMany(edit => edit.Fields.Select(field => KeyValuePair.Create(field.Key, new AttributeValue(field.Value, edit.At, AttributeSource.Human))));
        var said = after.Attributes.Where(one => before.Attributes.GetValueOrDefault(one.Key) != one.Value).Concat(written).ToList();
        var given = after.Adjustments.Where(one => before.Adjustments.All(known => known.Id != one.Id)).ToList();
        if (said.Count + given.Count == 0)
        {
            return after;
        }

        var share = TimeAlone.Until(now, own, rules);
        var told = share with { Attributes = Capture.Merge(share.Attributes, said), Adjustments = [.. share.Adjustments, .. given] };
        // Where its events must be read first, its standing waits for the next signal or the end of the merge.
        var noted = Arrival.Noting(share, told, now);
        return after with { Own = noted.LedgerSpilled || noted.Score.PlaybookVersion != rules.Version ? noted : Progress.At(noted, noted.Ledger, rules, now).Lead };
    }

    /// <summary>A refusal of anybody's beats every consent; of several of a kind the latest stands.</summary>
    public static IReadOnlyList<ConsentGiven> Restrictive(IEnumerable<ConsentGiven> words) =>
    [
        .. words.GroupBy(word => word.Purpose)
            .Select(same => same.OrderBy(word => word.Granted).ThenByDescending(word => word.At).ThenBy(word => word.Source, StringComparer.Ordinal).First())
            .OrderBy(word => word.Purpose, StringComparer.Ordinal),
    ];

    /// <summary>Its own runs go on. Of sequences it was never in, the others' are remembered as ended: nobody gets the same mails twice.</summary>
    private static List<Enrolment>? Runs(Lead survivor, IReadOnlyList<Lead> shares)
    {
        var mine = (survivor.Enrolments ?? []).Where(run => !IsCopy(run)).ToList();
        var theirs = shares.SelectMany(share => (share.Enrolments ?? []).Select(run => (Share: share, Run: run)))
            .Where(one => mine.All(run => run.SequenceId != one.Run.SequenceId))
            .DistinctBy(one => one.Run.Id)
            .Select(one => (one.Run.IsActive ? one.Run.End(EnrolmentState.Exited, "merged into another lead", one.Share.Merged!.At) : one.Run) with { By = CopyBy + one.Share.Id });
        List<Enrolment> all = [.. theirs, .. mine];
        return all.Count == 0 && survivor.Enrolments is null ? null : all;
    }

    private static List<SentMark>? Mails(Lead survivor, IReadOnlyList<Lead> shares)
    {
        var mine = (survivor.Mails ?? []).Where(mail => mail.EffectKey.StartsWith($"mail:{survivor.Id}:", StringComparison.Ordinal));
        List<SentMark> all = [.. mine.Concat(shares.SelectMany(share => share.Mails ?? [])).DistinctBy(mail => mail.EffectKey).OrderBy(mail => mail.At)];
        return all.Count == 0 && survivor.Mails is null ? null : all;
    }

    /// <summary>Somebody who worked on the absorbed one works on what it became, if nobody else does.</summary>
    private static Lead TakingOver(Lead joined, IReadOnlyList<Lead> shares) =>
        joined.Owner is null && Desk.IsSearched(joined) && shares.FirstOrDefault(share => share.Owner is not null) is { } owned
            ? joined with { Owner = new Assignment(owned.Owner!.PersonId, owned.Merged!.At, RuleId, "merged:" + owned.Id), Holding = null }
            : joined;

    private static Dictionary<string, Crossing> Crossings(Lead survivor, Lead own)
    {
        var crossings = new Dictionary<string, Crossing>(own.Crossings, StringComparer.Ordinal);
        foreach (var (band, joint) in survivor.Crossings)
        {
            var mine = crossings.GetValueOrDefault(band) ?? new Crossing(Armed: true, 0, null);
            crossings[band] = mine with { Ordinal = Math.Max(mine.Ordinal, joint.Ordinal) };
        }

        return crossings;
    }
}
