using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadFunctions.Embedded.Hosting;

namespace LeadFunctions.Embedded.Verbs;

/// <summary><c>submit FILE</c>: posts one JSON form through the real front door and shows what became of it.</summary>
public static class Submit
{
    public static Command Command()
    {
        var file = new Argument<string>("FILE") { Description = "JSON: the form's fields, as the website would post them" };
        var form = new Option<string>("--form") { Description = "Which form", DefaultValueFactory = _ => "demo" };
        var command = new Command("submit", "Post one form and watch it go through") { file, form, RunOptions.DataOption, RunOptions.PlaybookOption, RunOptions.UrlsOption };
        command.SetAction((line, ct) => RunAsync(line.GetValue(file)!, line.GetValue(form)!, RunOptions.From(line), ct));
        return command;
    }

    private static async Task<int> RunAsync(string file, string form, RunOptions options, CancellationToken ct)
    {
        if (!File.Exists(file))
        {
            throw new SetupException($"No file '{file}'.");
        }

        var body = await File.ReadAllBytesAsync(file, ct);
        await using var host = await LocalHost.StartAsync(options, ct);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await host.Client.PostAsync($"/api/forms/{Uri.EscapeDataString(form)}", content, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode)
        {
            Console.Error.WriteLine($"{(int)answer.StatusCode} {text}");
            return 1;
        }

        await host.DrainAsync(null, ct);
        var id = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
        var lead = JsonNode.Parse(await host.Client.GetStringAsync("/api/leads/" + id, ct));
        Console.WriteLine(lead!.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return 0;
    }
}
