using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases.Import;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LeadFunctions.Http.Transfer;

/// <summary>
/// A CSV whose columns are named like attributes -> leads. The body is put aside as it comes and then read row by row; bad rows are named and the others come
/// in. The same file again goes on where it stopped, and the same row again changes nothing.
/// </summary>
public static class ImportCsv
{
    private const int ErrorsTold = 1000;

    public static async Task<Answer> RunAsync(Call call)
    {
        if (!MediaTypeHeaderValue.TryParse(call.Http.Request.ContentType, out var type) || !type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase))
        {
            return new Problem(ProblemKind.UnsupportedMediaType, "Send text/csv with a header line.").ToAnswer();
        }

        if (call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = call.Limits.ImportBody;
        }

        var file = Path.Combine(Path.GetTempPath(), "leadfunctions-" + Path.GetRandomFileName());
        try
        {
            return await ReceiveAsync(call, file) ? await ImportAsync(call, file) : RequestBody.TooLarge.ToAnswer();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<bool> ReceiveAsync(Call call, string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var to = new FileStream(file, options);
        var buffer = new byte[64 * 1024];
        for (var total = 0L; await call.Http.Request.Body.ReadAsync(buffer, call.Aborted) is > 0 and var read;)
        {
            if ((total += read) > call.Limits.ImportBody)
            {
                return false;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), call.Aborted);
        }

        return true;
    }

    private static async Task<Answer> ImportAsync(Call call, string file)
    {
        using var rows = CsvRows.Open(file);
        if (!rows.Has("email"))
        {
            return new Problem(ProblemKind.InvalidFields, "The header line has no column email.").ToAnswer();
        }

        var import = new CsvImport(call.Surface.Queue, call.Surface.Leads, call.Surface.NewId, call.Surface.Clock);
        // Whoever goes away meanwhile sends the file again, and it goes on where it stopped.
        var report = await import.RunAsync(rows, new ImportMapping { Email = "{email}", ByHeader = true }, _ => { }, call.Aborted);
        return Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("accepted"u8, report.Accepted);
            writer.WriteNumber("skipped"u8, report.Skipped);
            writer.WriteNumber("bad"u8, report.ErrorCount);
            writer.WriteStartArray("errors"u8);
            foreach (var (line, reason) in report.Errors.Take(ErrorsTold))
            {
                writer.WriteStartObject();
                writer.WriteNumber("line"u8, line);
                writer.WriteString("reason"u8, reason);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
