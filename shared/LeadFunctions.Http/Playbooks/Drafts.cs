using System.Text.Json;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Http.Playbooks;

/// <summary>A playbook's text in a request, and findings in an answer.</summary>
public static class Drafts
{
    /// <summary>No playbook is longer.</summary>
    public const int Longest = 256 * 1024;

    public const string File = "draft.yaml";

    public static string? TextOf(JsonBody body, bool required = true) => body.Text("text", Longest, required);

    /// <summary>What cannot be read as a playbook is a bad request, with everything that is wrong with it.</summary>
    public static Answer Refused(CheckReport report, ProblemKind? kind = null, string? detail = null)
    {
        var problem = kind ?? ProblemKind.UnreadablePlaybook;
        return Answer.Json(problem.Status, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, problem.Type);
            writer.WriteString("title"u8, problem.Title);
            writer.WriteNumber("status"u8, problem.Status);
            writer.WriteString("detail"u8, detail ?? "See findings: each says where it stands and what to do.");
            Write(writer, report.Findings);
            writer.WriteEndObject();
        }) with
        { ContentType = "application/problem+json" };
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Finding> findings)
    {
        writer.WriteStartArray("findings"u8);
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("severity"u8, finding.IsError ? "error" : "warning");
            writer.WriteString("code"u8, finding.Code);
            writer.WriteString("file"u8, finding.File);
            writer.WriteNumber("line"u8, finding.Line);
            writer.WriteNumber("column"u8, finding.Column);
            writer.WriteString("key"u8, finding.Key);
            writer.WriteString("why"u8, finding.Why);
            writer.WriteString("whatToDo"u8, finding.WhatToDo);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
