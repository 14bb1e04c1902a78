using System.Collections.Concurrent;
using System.Net;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http.Auth;
using LeadFunctions.UseCases.Playbooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Hosts.Tests;

/// <summary>The embedded host and a CRM that is a real server: what it refuses is seen and repaired over HTTP.</summary>
public sealed class telling_a_crm
{
    [Fact]
    public async Task that_wants_no_more_is_seen_switched_on_and_told_again()
    {
        Environment.SetEnvironmentVariable("LF_TEST_CRM_SECRET", "whsec_" + Convert.ToBase64String(new byte[32]));
        Environment.SetEnvironmentVariable("LEADFUNCTIONS_Outbound__AllowPrivate", "true");
        var (status, seen) = (410, new ConcurrentQueue<string>());
        await using var crm = await CrmAsync(context =>
        {
            seen.Enqueue(context.Request.Headers["webhook-id"].ToString());
            context.Response.StatusCode = Volatile.Read(ref status);
        });
        var playbook = Path.GetTempFileName();
        await File.WriteAllTextAsync(playbook, ShippedPlaybooks.Text("b2b") + $"\nwebhooks:\n  - {{id: crm, url: {crm.Urls.Single()}/hook, secretFrom: LF_TEST_CRM_SECRET, events: [lead.created]}}\n");
        await using var host = await RealHost.StartAsync(playbook);

        await host.PostAsync("api/forms/newsletter", """{"email":"eve@globex.example"}""", "application/json");
        await host.QuietAsync();

        var off = (await (await host.GetAsync("api/webhooks", Role.Admin)).JsonAsync()).GetProperty("webhooks")[0];
        Assert.Equal(("crm", "127.0.0.1", false, "answered 410: wants no more"), (off.GetProperty("id").GetString(), off.GetProperty("host").GetString(), off.GetProperty("on").GetBoolean(), off.GetProperty("reason").GetString()));
        var dead = (await (await host.GetAsync("api/dead-letters", Role.Admin)).JsonAsync()).GetProperty("items")[0];
        Assert.Equal("sync-crm", dead.GetProperty("step").GetString());

        Volatile.Write(ref status, 200);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("api/webhooks/crm/enable", Role.Admin)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.PostAsync("api/webhooks/none/enable", Role.Admin)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync($"api/dead-letters/{dead.GetProperty("id").GetString()}/replay", Role.Admin)).StatusCode);
        await host.QuietAsync();

        Assert.Equal(2, seen.Count);
        Assert.Single(seen.Distinct());
        Assert.Equal(0, (await (await host.GetAsync("api/dead-letters", Role.Admin)).JsonAsync()).GetProperty("items").GetArrayLength());
        Assert.True((await (await host.GetAsync("api/webhooks", Role.Admin)).JsonAsync()).GetProperty("webhooks")[0].GetProperty("on").GetBoolean());
    }

    [Fact]
    public async Task without_its_secret_ends_the_start_and_says_which_variable()
    {
        var playbook = Path.GetTempFileName();
        await File.WriteAllTextAsync(playbook, ShippedPlaybooks.Text("b2b") + "\nwebhooks:\n  - {id: crm, url: https://crm.example/hook, secretFrom: LF_TEST_NOT_SET}\n");
        var folder = Directory.CreateTempSubdirectory("leadfunctions-");

        var wrong = await Assert.ThrowsAsync<SetupException>(() => EmbeddedHost.OpenAsync(new RunOptions("http://127.0.0.1:0", folder.FullName, playbook) { Quiet = true }, TimeProvider.System));

        Assert.Contains("LF_TEST_NOT_SET", wrong.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> CrmAsync(Action<HttpContext> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(context =>
        {
            answer(context);
            return Task.CompletedTask;
        });
        await server.StartAsync();
        return server;
    }
}
