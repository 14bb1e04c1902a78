using System.Globalization;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>sequences</c>: entry, re-entry, exits and steps. A step is one of send, wait, waitUntil, waitFor, when/then/else, notify, set/to, exit.</summary>
internal static class ReadSequences
{
    public const string Kind = "sequence";

    private static readonly string[] Verbs = ["send", "wait", "waitUntil", "waitFor", "when", "notify", "set", "exit"];

    public static IReadOnlyList<Sequence> From(Section document, ReadCondition conditions) =>
        document.Each("sequences", PlaybookKeys.Sequence, section => Sequence(section, conditions));

    private static Sequence Sequence(Section section, ReadCondition conditions)
    {
        var id = section.Define("id", Kind);
        var steps = section.Each("steps", PlaybookKeys.SequenceStep, step => Step(step, id, conditions));
        CheckJumps(section, steps);
        return new Sequence(id, section.Text("name"))
        {
            Target = section.Text("target"),
            Duration = section.Text("duration"),
            Emails = section.Text("emails"),
            Goal = section.Text("goal"),
            Entry = section.One("enter", PlaybookKeys.SequenceEntry, entry => Entry(entry, conditions)) ?? new SequenceEntry(new Condition.Always(), [], null),
            Reentry = Reentry(section),
            Exits = section.Each("exits", PlaybookKeys.SequenceExit, exit => Exit(exit, conditions)),
            Steps = steps,
            Commercial = section.Flag("commercial", or: true),
        };
    }

    private static SequenceEntry Entry(Section entry, ReadCondition conditions) =>
        new(conditions.Of(entry), Signals(entry, "signals"), entry.Duration("inactiveFor"));

    private static Reentry Reentry(Section section) => section.Find("reentry") switch
    {
        null or YamlScalar { Text: "never" } => new Reentry.Never(),
        YamlScalar { Text: "always" } => new Reentry.Always(),
        YamlMap => section.One<Reentry>("reentry", PlaybookKeys.Reentry, again =>
            new Reentry.AfterExit(again.Duration("cooldown") ?? TimeSpan.Zero, again.OptionalWhole("max", 1, 1000))) ?? new Reentry.Never(),
        var node => Wrong(section, node),
    };

    private static Reentry.Never Wrong(Section section, YamlNode node)
    {
        section.Reader.Errors.Add(node, "expected never, always, or {cooldown: 60d, max: 3}");
        return new Reentry.Never();
    }

    private static ExitRule Exit(Section exit, ReadCondition conditions)
    {
        if (!exit.Has("when") && !exit.Has("signals"))
        {
            exit.Reader.Errors.Add(exit.At, "give 'when' or 'signals': what ends the sequence");
        }

        return new ExitRule(exit.Text("reason"), exit.Has("when") ? conditions.Of(exit) : null, Signals(exit, "signals"));
    }

    private static SequenceStep? Step(Section step, string sequence, ReadCondition conditions)
    {
        var id = step.Define("id", $"step of {sequence}");
        var verbs = Verbs.Where(step.Has).ToList();
        if (verbs.Count != 1)
        {
            step.Reader.Errors.Add(step.At, $"a step does one thing: {string.Join(", ", Verbs)}");
            return null;
        }

        return verbs[0] switch
        {
            "send" => new SequenceStep.Send(id, step.Use("send", ReadEmail.TextKind) ?? ""),
            "wait" => new SequenceStep.Wait(id, step.Duration("wait") ?? TimeSpan.FromDays(1)),
            "waitUntil" => new SequenceStep.WaitUntil(id, Time(step)),
            "waitFor" => new SequenceStep.WaitFor(id, Signals(step, "waitFor"), Timeout(step), step.OptionalText("onTimeout")),
            "when" => new SequenceStep.Branch(id, conditions.Of(step), step.OptionalText("then"), step.OptionalText("else")),
            "notify" => new SequenceStep.Notify(id, step.Text("notify")),
            "set" => new SequenceStep.Set(id, step.Text("set"), step.Text("to")),
            _ => new SequenceStep.Exit(id, step.Text("exit")),
        };
    }

    /// <summary>Jumps name a later step of the same sequence, so that every run ends.</summary>
    private static void CheckJumps(Section section, IReadOnlyList<SequenceStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            string?[] targets = steps[i] switch
            {
                SequenceStep.WaitFor wait => [wait.OnTimeout],
                SequenceStep.Branch branch => [branch.Then, branch.Else],
                _ => [],
            };
            foreach (var target in targets.OfType<string>())
            {
                if (!steps.Skip(i + 1).Any(later => later.Id == target))
                {
                    section.Reader.Errors.Add(section.Find("steps")!, $"step '{steps[i].Id}' goes to '{target}', which is no later step of this sequence");
                }
            }
        }
    }

    private static IReadOnlyList<string> Signals(Section section, string key)
    {
        var names = section.Texts(key);
        foreach (var name in names)
        {
            section.Reader.Names.Use(ReadSignals.Kind, name, section.Find(key)!);
        }

        return names;
    }

    private static TimeSpan Timeout(Section step)
    {
        if (step.Duration("timeout") is { } timeout)
        {
            return timeout;
        }

        step.Reader.Errors.Add(step.At, "'waitFor' needs a 'timeout', or somebody would wait for ever");
        return TimeSpan.FromDays(1);
    }

    private static TimeOnly Time(Section step)
    {
        var text = step.Text("waitUntil");
        if (!TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            step.Reader.Errors.Add(step.Find("waitUntil")!, $"'{text}' is no time of day; write \"09:00\"");
        }

        return time;
    }
}
