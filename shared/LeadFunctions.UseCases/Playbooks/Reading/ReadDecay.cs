using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>decay</c>: <c>none</c>, or one of <c>halfLife</c>, <c>linear</c>, <c>steps</c>, <c>window</c>.</summary>
internal static class ReadDecay
{
    public static Decay From(Section section, Decay or)
    {
        switch (section.Find("decay"))
        {
            case null:
                return or;
            case YamlScalar { Text: "none" }:
                return new Decay.None();
            case YamlMap { Entries.Count: 1 }:
                return section.One("decay", PlaybookKeys.Decay, One) ?? or;
            case var node:
                section.Reader.Errors.Add(
                    node, "expected none, or one of {halfLife: 30d}, {linear: {percent: 50, every: 45d}}, {steps: [{after: 30d, factor: 0.5}]}, {window: 90d}");
                return or;
        }
    }

    private static Decay? One(Section decay)
    {
        if (decay.Duration("halfLife") is { } halfLife)
        {
            return new Decay.HalfLife(halfLife);
        }

        if (decay.Duration("window") is { } window)
        {
            return new Decay.Window(window);
        }

        return decay.Has("steps")
            ? new Decay.Steps(Steps(decay))
            : decay.One<Decay>("linear", PlaybookKeys.LinearDecay, linear => new Decay.Linear(
                linear.Number("percent", 0.1, 100) ?? 100, linear.Duration("every") ?? TimeSpan.FromDays(1)));
    }

    private static IReadOnlyList<DecayStep> Steps(Section decay)
    {
        var steps = decay.Each("steps", PlaybookKeys.DecayStep, step => new DecayStep(step.Duration("after") ?? TimeSpan.FromDays(1), step.Number("factor", 0, 1) ?? 0));
        if (steps.Count == 0)
        {
            decay.Reader.Errors.Add(decay.At, "at least one step is needed: [{after: 30d, factor: 0.5}]");
        }

        if (steps.Zip(steps.Skip(1)).Any(pair => pair.Second.After <= pair.First.After || pair.Second.Factor > pair.First.Factor))
        {
            decay.Reader.Errors.Add(decay.Find("steps")!, "steps go on in time and down in factor; put them in order");
        }

        return steps;
    }
}
