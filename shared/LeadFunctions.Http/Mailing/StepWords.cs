using System.Globalization;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Http.Mailing;

/// <summary>A step of a sequence in words.</summary>
internal static class StepWords
{
    public static (string Kind, string What) Of(SequenceStep step, Playbook playbook) => step switch
    {
        SequenceStep.Send send => ("send", playbook.Texts.FirstOrDefault(text => text.Id == send.Template)?.Subject ?? send.Template),
        SequenceStep.Wait wait => ("wait", "wait " + In(wait.For)),
        SequenceStep.WaitUntil until => ("waitUntil", string.Create(CultureInfo.InvariantCulture, $"wait until {until.At:HH:mm} of the recipient's day")),
        SequenceStep.WaitFor wait => ("waitFor", $"wait for {string.Join(" or ", wait.Signals)}, at most {In(wait.Timeout)}" + Then(wait.OnTimeout, ", then go to ")),
        SequenceStep.Branch branch => ("branch", "choose" + Then(branch.Then, ": if it holds ") + Then(branch.Else, ", else ")),
        SequenceStep.Notify notify => ("notify", "tell the owner: " + notify.Text),
        SequenceStep.Set set => ("set", $"{set.Attribute} = {set.Value}"),
        SequenceStep.Exit exit => ("exit", "end: " + exit.Reason),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Not a step."),
    };

    private static string Then(string? step, string before) => step is null ? "" : before + step;

    private static string In(TimeSpan time)
    {
        var (count, unit) = time.TotalDays >= 1 && time.TotalDays % 1 == 0 ? (time.TotalDays, "day") : time.TotalHours >= 1 ? (time.TotalHours, "hour") : (time.TotalMinutes, "minute");
        return string.Create(CultureInfo.InvariantCulture, $"{count:0.#} {unit}{(count == 1 ? "" : "s")}");
    }
}
