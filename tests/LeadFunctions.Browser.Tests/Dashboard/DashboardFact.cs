using LeadFunctions.Browser.Tests.Support;

namespace LeadFunctions.Browser.Tests.Dashboard;

/// <summary>A test that needs a browser and the built dashboard; skipped, and says so, where one is missing.</summary>
public sealed class DashboardFactAttribute : FactAttribute
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "dashboard");

    public DashboardFactAttribute() => Skip =
        Chromium.Path is null ? "no Chromium here: apt-get install chromium, or set CHROMIUM to one"
        : !File.Exists(Path.Combine(Folder, "index.html")) ? "the dashboard is not built: npm install and npm run build in functions/dashboard, then build this again"
        : null;
}
