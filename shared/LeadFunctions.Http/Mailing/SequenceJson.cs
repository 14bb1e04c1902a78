using System.Text.Json;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Mailing;

/// <summary>Sequences as callers see them: what they do, and where the people in them stand.</summary>
/// <param name="figures">By sequence; empty for whoever does not see figures.</param>
internal sealed class SequenceJson(Playbook playbook, IReadOnlyDictionary<string, SequenceFigures> figures)
{
    /// <param name="pausedUntil">When too many complained.</param>
    public Answer All(DateTimeOffset? pausedUntil) => Answer.Json(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        if (pausedUntil is { } until)
        {
            writer.WriteString("pausedUntil"u8, until);
        }

        writer.WriteStartArray("items"u8);
        foreach (var sequence in playbook.Mail is null ? [] : playbook.Sequences)
        {
            Write(writer, sequence);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private void Write(Utf8JsonWriter writer, Sequence sequence)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, sequence.Id);
        writer.WriteString("name"u8, sequence.Name);
        writer.WriteString("target"u8, sequence.Target);
        writer.WriteString("duration"u8, sequence.Duration);
        writer.WriteString("emails"u8, sequence.Emails);
        writer.WriteString("goal"u8, sequence.Goal);
        writer.WriteBoolean("commercial"u8, sequence.Commercial);
        writer.WriteString("reentry"u8, sequence.Reentry switch { Reentry.Never => "never", Reentry.Always => "always", _ => "afterExit" });
        writer.WriteStartArray("exits"u8);
        foreach (var exit in sequence.Exits)
        {
            writer.WriteStringValue(exit.Reason);
        }

        writer.WriteEndArray();
        var sums = figures.GetValueOrDefault(sequence.Id);
        Write(writer, sums);
        writer.WriteStartArray("steps"u8);
        foreach (var step in sequence.Steps)
        {
            Write(writer, step, sums?.Steps.FirstOrDefault(one => one.Id == step.Id));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SequenceFigures? sums)
    {
        if (sums is null)
        {
            return;
        }

        writer.WriteNumber("entered"u8, sums.Entered);
        writer.WriteNumber("active"u8, sums.Active);
        writer.WriteNumber("completed"u8, sums.Completed);
        writer.WriteNumber("exited"u8, sums.Exited);
        writer.WriteNumber("removed"u8, sums.Removed);
        Write(writer, "exitedWhy", sums.Exits.Select(exit => (exit.Why, exit.N)));
    }

    private void Write(Utf8JsonWriter writer, SequenceStep step, StepPeople? people)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, step.Id);
        var (kind, what) = StepWords.Of(step, playbook);
        writer.WriteString("kind"u8, kind);
        writer.WriteString("what"u8, what);
        if (step is SequenceStep.Send send)
        {
            writer.WriteString("text"u8, send.Template);
            writer.WriteString("subject"u8, playbook.Texts.FirstOrDefault(text => text.Id == send.Template)?.Subject);
        }

        if (people is not null)
        {
            writer.WriteNumber("at"u8, people.People);
            Write(writer, "held", people.Held.Select(held => (held.Why, held.N)));
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<(string Why, long N)> reasons)
    {
        writer.WriteStartArray(name);
        foreach (var (why, n) in reasons)
        {
            writer.WriteStartObject();
            writer.WriteString("why"u8, why);
            writer.WriteNumber("n"u8, n);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
