using System.Globalization;
using System.Text.Json;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases;
using static LeadFunctions.Http.Dashboard.PlaybookWords;

namespace LeadFunctions.Http.Dashboard;

/// <summary>What people read of a playbook beside its names, and what their forms ask for: points, service levels, hours, sequences, reasons, questions.</summary>
internal static class PlaybookDetail
{
    /// <summary>Members of the playbook, into an object that is open.</summary>
    public static void Write(Utf8JsonWriter writer, Playbook playbook)
    {
        Add("points", Points(playbook.Scoring));
        Add("gates", playbook.Gates.Select(gate => new { gate.Id, gate.Reason, When = Of(gate.When) }));
        Add("rules", playbook.Routing.Select(rule => new { rule.Id, Kind = Kebab(rule.Kind), When = Of(rule.When), To = Of(rule.To, playbook), rule.ChargesTurn }));
        Add("sla", playbook.Sla.Select(policy => new
        {
            policy.Id,
            policy.Name,
            policy.Tier,
            Starts = string.Join("; ", policy.Starts.Select(Of)),
            Target = Of(policy.Target),
            Calendar = policy.OwnerHours ? "the owner's hours" : policy.Calendar,
            policy.WarnAt,
            policy.StopsOn,
            Escalation = policy.Escalation.Select(Of),
        }));
        Add("calendars", playbook.Calendars.Select(calendar => new
        {
            calendar.Id,
            calendar.TimeZone,
            Windows = calendar.Windows.Select(window => FormattableString.Invariant($"{window.Day.ToString()[..3]} {window.From:HH:mm}-{window.Until:HH:mm}")),
            Holidays = calendar.Holidays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        }));
        Add("sequences", playbook.Sequences.Select(sequence => new
        {
            sequence.Id,
            sequence.Name,
            sequence.Target,
            sequence.Duration,
            sequence.Emails,
            sequence.Goal,
            Steps = sequence.Steps.Select(step => new { step.Id, Of(step).Kind, Of(step).Words }),
        }));
        Add("handoffs", playbook.Handoffs.Select(policy => new { Kind = JsonSerializer.SerializeToElement(policy.Kind, WireJson.Default.HandoffKind), policy.Receivers, policy.Steps, Fields = policy.Fields.Select(field => new { field.Label, field.Required }) }));
        Add("reasons", new { playbook.Reasons.Reject, playbook.Reasons.Disqualify, playbook.Reasons.Recycle, playbook.Reasons.Lose, playbook.Reasons.Return });
        Add("qualification", playbook.Qualification);
        Add("contact", new { ContactWords.Channels, ContactWords.Outcomes });

        void Add<T>(string name, T value)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, value, JsonSerializerOptions.Web);
        }
    }

    private static IEnumerable<object> Points(ScoringRules scoring)
    {
        var groups = scoring.Groups.ToDictionary(group => group.Id, group => group.Label);
        string? Group(string? id) => id is null ? null : groups.GetValueOrDefault(id, id);
        return [
            .. scoring.Fit.Select(rule => new { Kind = "fit", rule.Id, rule.Label, When = Of(rule.When), rule.Points, Group = Group(rule.Group) }),
            .. scoring.Engagement.Select(rule => new { Kind = "engagement", rule.Id, rule.Label, When = rule.Signal, rule.Points, Group = Group(rule.Group), Repeat = Of(rule.Repeat), Decay = Of(rule.Decay) }),
            .. scoring.State.Select(rule => new { Kind = "state", rule.Id, rule.Label, When = rule.InactiveFor is { } idle ? "nothing for " + Of(idle) : Of(rule.When!), rule.Points, Group = Group(rule.Group) }),
        ];
    }

    private static string Kebab<T>(T value)
        where T : Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
