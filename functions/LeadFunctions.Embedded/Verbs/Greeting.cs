using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Http.Auth;
using LeadFunctions.Http.Dashboard;
using LeadFunctions.UseCases.Notifying;

namespace LeadFunctions.Embedded.Verbs;

/// <summary>What a person sees when the host starts.</summary>
public static class Greeting
{
    /// <summary>Keys are shown once, when they are made.</summary>
    public static void PrintKeys(EmbeddedApp app, RunOptions options)
    {
        if (!app.NewKeys)
        {
            return;
        }

        Console.WriteLine($"New keys, shown once and kept in {Path.Combine(options.DataFolder, "keys.json")}:");
        foreach (var key in app.Keys)
        {
            Console.WriteLine($"  {key.Role.ToString().ToLowerInvariant(),-8} {key.Name,-14} {key.Key}");
        }
    }

    public static void PrintReady(RunOptions options, EmbeddedApp app)
    {
        Console.WriteLine($"LeadFunctions is ready at {options.Urls} (playbook {app.Playbook.Name} {app.Playbook.Version}, data in {options.DataFolder}). Ctrl+C stops it.");
        Console.WriteLine(app.Web.Services.GetRequiredService<DashboardFiles>().Built
            ? $"Dashboard: {SignInLink(app)} (signs the admin in once, within the hour; afterwards, and for everybody else, the key of keys.json)"
            : "The dashboard is not built: it needs Node.js 20 or later when this is built (npm install and npm run build in functions/dashboard).");
    }

    /// <summary>The ticket stands behind the #, which browsers send to no server and proxies write into no log.</summary>
    private static string SignInLink(EmbeddedApp app)
    {
        var services = app.Web.Services;
        var address = services.GetRequiredService<SiteLinks>().Dashboard;
        return app.Keys.FirstOrDefault(key => key.Role == Role.Admin) is { } admin
            ? $"{address}#/sign-in/{services.GetRequiredService<SignInTickets>().Issue(admin.Key, services.GetRequiredService<TimeProvider>().GetUtcNow())}"
            : address;
    }
}
