using System.Text.Json;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Http.Leads;
using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Operations;

/// <summary>What the company decided, as far as callers need it to show leads: names, stages, bands, signals, forms, people and pools. No addresses and no secrets.</summary>
public static class GetPlaybook
{
    public static Task<Answer> RunAsync(Call call)
    {
        var playbook = call.Site.Playbook;
        var tag = "\"" + playbook.Version + "\"";
        return Task.FromResult(
            Precondition.IsKnown(call.Http.Request, tag)
                ? Answer.Empty(StatusCodes.Status304NotModified).With("ETag", tag)
                : Answer.Json(StatusCodes.Status200OK, writer => Write(writer, playbook)).With("ETag", tag));
    }

    private static void Write(Utf8JsonWriter writer, Playbook playbook)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, playbook.Name);
        writer.WriteString("title"u8, playbook.Title);
        writer.WriteString("version"u8, playbook.Version);
        List(writer, "stages", playbook.Stages, stage => [("stage", LeadJson.Text(stage.Stage)), ("name", stage.Name), ("definition", stage.Definition), ("team", stage.Team), ("activities", stage.Activities), ("exitCriteria", stage.ExitCriteria)]);
        List(writer, "bands", playbook.Bands, band => [("id", band.Id), ("name", band.Name), ("from", band.From), ("action", band.Action)]);
        List(writer, "signals", playbook.Signals, signal => [("name", signal.Name), ("label", signal.Label), ("handRaise", signal.HandRaise)]);
        List(writer, "forms", playbook.Forms, form => [("id", form.Id), ("title", form.Title), ("signal", form.Signal), ("enabled", form.Enabled)]);
        List(writer, "pages", playbook.Pages, page => [("path", page.Path), ("signal", page.Signal)]);
        List(writer, "people", playbook.People, person => [("id", person.Id), ("name", person.Name), ("role", person.Role), ("active", person.Active)]);
        List(writer, "pools", playbook.Pools, pool => [("id", pool.Id), ("name", pool.Name), ("members", string.Join(", ", pool.Members.Select(member => member.PersonId)))]);
        List(writer, "routing", playbook.Routing, rule => [("id", rule.Id), ("kind", JsonNamingPolicy.KebabCaseLower.ConvertName(rule.Kind.ToString()))]);
        Dashboard.PlaybookDetail.Write(writer, playbook);
        List(writer, "targets", playbook.Targets, target => [("metric", target.Metric), ("name", target.Name), ("benchmark", target.Benchmark), ("unit", target.Unit)]);
        writer.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Func<T, (string Name, object Value)[]> members)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            foreach (var (member, value) in members(item))
            {
                writer.WritePropertyName(member);
                JsonSerializer.Serialize(writer, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
