using System.Globalization;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>sla</c>: what starts a clock, how long it may run by whose hours, what stops it, and who hears of it.</summary>
internal static class ReadSla
{
    private static readonly Dictionary<string, HandoffKind> Handoffs = new(StringComparer.Ordinal)
    {
        ["marketing-to-sales"] = HandoffKind.MarketingToSales,
        ["sdr-to-ae"] = HandoffKind.SdrToAe,
        ["sales-to-cs"] = HandoffKind.SalesToCs,
    };

    public static IReadOnlyList<SlaPolicy> From(Section document, IReadOnlySet<string> facts)
    {
        var conditions = new ReadCondition(document.Reader, facts.Concat(SlaFacts.All).ToHashSet(StringComparer.Ordinal));
        return document.Each("sla", PlaybookKeys.Sla, policy => Policy(policy, conditions));
    }

    private static SlaPolicy Policy(Section section, ReadCondition conditions)
    {
        var id = section.Define("id", "service level");
        var starts = section.Each("starts", PlaybookKeys.SlaStart, start => Start(start, conditions));
        return new SlaPolicy(id, section.Text("name"), section.Text("tier"), starts, Target(section))
        {
            Group = section.Text("group", or: id),
            During = [.. Words(section, "during", ReadStages.StageNames, "stage").Select(name => Enum.Parse<Stage>(name, ignoreCase: true))],
            Calendar = section.Use("calendar", ReadCalendars.Kind),
            OwnerHours = section.Flag("ownerHours"),
            WarnAt = Percentages(section),
            StopsOn = Words(section, "stopsOn", [.. SlaPolicy.Answers], "action"),
            TellOnWarn = Receivers(section, "onWarn"),
            TellOnBreach = Receivers(section, "onBreach"),
            Escalation = section.Each("then", PlaybookKeys.SlaStep, Step),
            MaxPause = section.Duration("maxPause") ?? TimeSpan.FromDays(5),
        };
    }

    private static SlaStart Start(Section start, ReadCondition conditions)
    {
        var when = conditions.Of(start);
        string[] kinds = ["stage", "band", "signal", "handRaise", "handoff"];
        if (kinds.Count(start.Has) != 1)
        {
            start.Reader.Errors.Add(start.At, $"say what starts the clock, one of {string.Join(", ", kinds)}");
        }

        return start.Has("band") ? new SlaStart.BandReached(Bands(start), when)
            : start.Has("signal") ? new SlaStart.SignalArrived(start.Use("signal", ReadSignals.Kind) ?? "", when)
            : start.Has("handoff") && Words(start, "handoff", Handoffs.Keys, "handoff") is [var handoff, ..] ? new SlaStart.HandoffOffered(Handoffs[handoff], when)
            : start.Has("stage") && Words(start, "stage", ReadStages.StageNames, "stage") is [var stage, ..] ? new SlaStart.StageEntered(Enum.Parse<Stage>(stage, ignoreCase: true), when)
            : HandRaise(start, when);
    }

    private static SlaStart.HandRaised HandRaise(Section start, Condition when)
    {
        if (start.Has("handRaise") && !start.Flag("handRaise"))
        {
            start.Reader.Errors.Add(start.Find("handRaise")!, "write true; to ask whether it was one, use 'when'");
        }

        return new SlaStart.HandRaised(when);
    }

    private static IReadOnlyList<string> Bands(Section start)
    {
        var bands = start.Texts("band");
        foreach (var band in bands)
        {
            start.Reader.Names.Use(ReadThresholds.Kind, band, start.Find("band")!);
        }

        return bands;
    }

    private static SlaTarget Target(Section section)
    {
        var text = section.Text("target");
        var days = text.EndsWith("bd", StringComparison.Ordinal) && int.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        if (days is >= 1 and <= 250)
        {
            if (!section.Has("calendar"))
            {
                section.Reader.Errors.Add(section.Find("target")!, "business days are those of a calendar; add 'calendar'");
            }

            return new SlaTarget.BusinessDays(days);
        }

        var time = Durations.Parse(text);
        if (time is null && section.Find("target") is { } node)
        {
            section.Reader.Errors.Add(node, $"expected how long it may run; {Durations.Example}; or business days: 5bd");
        }

        return new SlaTarget.Working(time ?? TimeSpan.FromHours(1));
    }

    private static IReadOnlyList<int> Percentages(Section section)
    {
        if (section.Find("warnAt") is not { } node)
        {
            return [];
        }

        IReadOnlyList<YamlNode> items = node is YamlList list ? list.Items : [node];
        return [.. items.Select(item => section.Reader.Whole(item, 1, 99)).OfType<int>().Distinct().Order()];
    }

    private static EscalationStep Step(Section step)
    {
        var kind = step.Text("do", or: "tell") switch
        {
            "tell" => EscalationKind.Tell,
            "reroute" => EscalationKind.Reroute,
            "recycle" => EscalationKind.Recycle,
            _ => Unknown(step),
        };
        if (kind == EscalationKind.Recycle != step.Has("reason"))
        {
            step.Reader.Errors.Add(step.At, kind == EscalationKind.Recycle ? "'recycle' needs a 'reason'" : "'reason' is for 'do: recycle' only");
        }

        return new EscalationStep(step.Duration("after") ?? TimeSpan.FromHours(1), kind, step.OptionalText("reason"), Receivers(step, "tell"));
    }

    private static EscalationKind Unknown(Section step)
    {
        step.Reader.Errors.Add(step.Find("do")!, "expected tell, reroute or recycle");
        return EscalationKind.Tell;
    }

    private static IReadOnlyList<SlaReceiver> Receivers(Section section, string key) =>
        [.. Words(section, key, ["owner", "manager"], "receiver").Select(name => name == "owner" ? SlaReceiver.Owner : SlaReceiver.Manager)];

    private static IReadOnlyList<string> Words(Section section, string key, IReadOnlyCollection<string> known, string what)
    {
        var words = section.Texts(key);
        foreach (var word in words.Where(word => !known.Contains(word)))
        {
            section.Reader.Errors.Add(section.Find(key)!, $"there is no {what} '{word}'; {Nearest.Hint(word, [.. known])}");
        }

        return [.. words.Where(known.Contains).Distinct()];
    }
}
