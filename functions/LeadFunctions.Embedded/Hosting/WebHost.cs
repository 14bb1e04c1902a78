using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Http;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>Kestrel with the surface's limits, and configuration from <c>LEADFUNCTIONS_…</c> environment variables (<c>LEADFUNCTIONS_Limits__Off=true</c>).</summary>
public static class WebHost
{
    public static WebApplicationBuilder Create(RunOptions options, out LimitOptions limits)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "LeadFunctions.Embedded", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables("LEADFUNCTIONS_");
        Configure(builder.Logging, options);
        var chosen = options.OwnTraffic || builder.Configuration.GetValue<bool>("Limits:Off") ? new LimitOptions().WithoutRates() : new LimitOptions();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseLimits(chosen));
        builder.WebHost.UseLeanSockets();
        builder.WebHost.UseUrls(options.Urls);
        limits = chosen;
        return builder;
    }

    /// <summary>For what is logged before the host stands.</summary>
    public static ILoggerFactory Logging(RunOptions options) => LoggerFactory.Create(logs => Configure(logs, options));

    private static void Configure(ILoggingBuilder logs, RunOptions options)
    {
        logs.ClearProviders();
        logs.SetMinimumLevel(options.Quiet ? LogLevel.Error : LogLevel.Information);
        logs.AddFilter("Microsoft", LogLevel.Warning);
        logs.AddSimpleConsole(console => console.SingleLine = true);
    }
}
