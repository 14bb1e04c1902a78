using System.Text.Json;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Playbooks.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Playbooks;

/// <summary>A draft comes into force (or scores in its shadow), and an older version comes back.</summary>
public static class PublishDraft
{
    private const int Line = 200;
    private const int Note = 2000;

    public static Task<Answer> PutAsync(Call call) => RunAsync(call, ["text", "author", "reason", "override", "shadow"], body => Task.FromResult<PublishRequest?>(
        new PublishRequest(Drafts.TextOf(body) ?? "", Drafts.File, Author(call, body), body.Text("reason", Note) ?? "")
        {
            Override = body.Text("override", Note, required: false),
            Shadow = body.Flag("shadow"),
        }));

    public static Task<Answer> RollBackAsync(Call call) => RunAsync(call, ["version", "author", "reason"], async body =>
    {
        var (version, reason) = (body.Text("version", 64), body.Text("reason", Note));
        return version is null || reason is null ? null
            : await new PlaybookVersions(call.Surface.Leads).FindAsync(version, call.Aborted) is { } old
                ? new PublishRequest(old.Text, version, Author(call, body), reason) { Rollback = true }
                : Unknown(body);
    });

    private static async Task<Answer> RunAsync(Call call, string[] members, Func<JsonBody, Task<PublishRequest?>> ask)
    {
        var read = await JsonBody.ReadAsync(call.Http, call.Limits, members);
        if (read.Value is not { } body)
        {
            return read.Problem!.ToAnswer();
        }

        var request = await ask(body);
        if (body.Problem is { } problem || request is null)
        {
            return (body.Problem ?? Problem.NotFound).ToAnswer();
        }

        if (Precondition.Tag(call.Http.Request) is not { } tag)
        {
            return Unconditional.ToAnswer();
        }

        return Answered(await call.Surface.PublishPlaybook.RunAsync(request with { IfCurrent = tag == "*" ? null : tag }, CancellationToken.None));
    }

    private static string Author(Call call, JsonBody body) => body.Text("author", Line, required: false) is { } said && said != call.Caller!.Name ? $"{call.Caller.Name} for {said}" : call.Caller!.Name;

    private static PublishRequest? Unknown(JsonBody body)
    {
        body.Refuse("version", "There never was a version of that name.");
        return null;
    }

    private static Answer Answered(PublishResult result) => result switch
    {
        PublishResult.Published done => Tagged(done.Text.Version, writer => Write(writer, done)),
        PublishResult.Shadowed shadow => Answer.Json(StatusCodes.Status200OK, writer => Write(writer, shadow)),
        PublishResult.Unchanged same => Tagged(same.Version, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("version"u8, same.Version);
            writer.WriteString("before"u8, same.Version);
            writer.WriteNumber("changes"u8, 0);
            writer.WriteEndObject();
        }),
        PublishResult.Unreadable bad => Drafts.Refused(bad.Report),
        PublishResult.Refused bad => Drafts.Refused(bad.Report, ProblemKind.FaultyPlaybook),
        PublishResult.Stale stale => new Problem(ProblemKind.Changed, $"Version {stale.Current} is in force now: look at what changed, and send If-Match with it.").ToAnswer(),
        PublishResult.NotHere not => new Problem(ProblemKind.Conflict, not.Why).ToAnswer(),
        PublishResult.NotBacktested => new Problem(ProblemKind.NotBacktested, "It changes who becomes an MQL, and nobody has seen what it would have done: backtest it first, or send an override with the reason.").ToAnswer(),
        PublishResult.OverCapacity over => new Problem(ProblemKind.OverCapacity, over.Why + ". Change it, or send an override with the reason.").ToAnswer(),
        _ => throw new InvalidOperationException("a result nobody knows"),
    };

    private static readonly Problem Unconditional = new(ProblemKind.PreconditionRequired, "Send If-Match with the version you saw in force, as GET playbook gives it.");

    private static Answer Tagged(string version, Action<Utf8JsonWriter> write) => Answer.Json(StatusCodes.Status200OK, write).With("ETag", $"\"{version}\"");

    private static void Write(Utf8JsonWriter writer, PublishResult.Published done)
    {
        writer.WriteStartObject();
        writer.WriteString("version"u8, done.Text.Version);
        writer.WriteString("before"u8, done.Before);
        writer.WriteString("from"u8, done.Text.From);
        writer.WriteString("author"u8, done.Text.Author);
        writer.WriteNumber("changes"u8, done.Changes.Count);
        if (done.Tested is { } tested)
        {
            writer.WriteStartObject("preview"u8);
            writer.WriteNumber("up"u8, tested.Up);
            writer.WriteNumber("down"u8, tested.Down);
            writer.WriteString("at"u8, tested.At);
            writer.WriteEndObject();
        }

        Drafts.Write(writer, done.Report.Findings);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PublishResult.Shadowed shadow)
    {
        writer.WriteStartObject();
        writer.WriteString("shadow"u8, shadow.Text.Version);
        writer.WriteString("from"u8, shadow.Text.From);
        Drafts.Write(writer, shadow.Report.Findings);
        writer.WriteEndObject();
    }
}
