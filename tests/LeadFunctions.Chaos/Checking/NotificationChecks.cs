using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Chaos.Checking;

/// <summary>
/// The owner of a lead was told of the assignment once on each channel: one file, one line on the timeline, and the register says so.
/// The console cannot be asked what it showed; there <c>unknown</c> after a crash is the honest answer.
/// </summary>
public static class NotificationChecks
{
    private const string FileChannel = "file";

    public static IEnumerable<Finding> Of(Evidence evidence)
    {
        var files = evidence.Delivered.CountBy(key => key).ToDictionary();
        var told = evidence.Timeline.Where(filed => filed.Activity is Activity.Notified).CountBy(filed => filed.Activity.Id).ToDictionary();
        var states = evidence.Registers.Where(entry => entry.Key.Register == RegisterNames.Effects)
            .ToDictionary(entry => entry.Key.Key, entry => JsonSerializer.Deserialize(entry.Value, WireJson.Default.String)!);
        return Expected(evidence).Where(key => !states.ContainsKey(key)).Select(key => new Finding(Harm.Lost, $"notification {key} was never made"))
            .Concat(states.SelectMany(effect => OfEffect(effect.Key, effect.Value, files.GetValueOrDefault(effect.Key), told.GetValueOrDefault(effect.Key))))
            .Concat(files.Keys.Where(key => !states.ContainsKey(key)).Select(key => new Finding(Harm.Wrong, $"notification {key} went out and the register does not know it")));
    }

    private static IEnumerable<string> Expected(Evidence evidence) =>
        from lead in evidence.Leads.Values
        where lead.Owner is not null
        from channel in evidence.Rules.Playbook.Notifications.Channels
        select $"notify:{lead.Id}:{lead.Owner!.DecisionId}:{lead.Owner.PersonId}:{channel}";

    private static IEnumerable<Finding> OfEffect(string key, string state, int files, int told)
    {
        var isFile = key.EndsWith(":" + FileChannel, StringComparison.Ordinal);
        if (state is Effect.Claimed or Effect.Free || told == 0)
        {
            yield return new Finding(Harm.Stuck, $"notification {key} is {state}, {told} times on the timeline");
        }
        else if (files > 1 || told > 1)
        {
            yield return new Finding(Harm.Doubled, $"notification {key} went out {files} times and is told {told} times");
        }
        else if (isFile && (files == 0 || state != Effect.Sent))
        {
            yield return new Finding(Harm.Lost, $"notification {key} is {state} and went out {files} times");
        }
    }
}
