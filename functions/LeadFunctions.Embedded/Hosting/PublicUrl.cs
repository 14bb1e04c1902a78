using LeadFunctions.Embedded.Verbs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>Where people outside reach this installation: <c>Site:PublicUrl</c>, else what its verb says, else where it listens.</summary>
public static class PublicUrl
{
    /// <exception cref="SetupException">The setting is no address of a website.</exception>
    public static Func<string> Of(IServiceProvider services, RunOptions options)
    {
        var told = services.GetRequiredService<IConfiguration>()["Site:PublicUrl"];
        if (!string.IsNullOrEmpty(told))
        {
            return Uri.TryCreate(told, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Query: "", Fragment: "" }
                ? () => told
                : throw new SetupException($"LEADFUNCTIONS_Site__PublicUrl is '{told}', which is no http or https address.");
        }

        if (options.PublicUrl is { } said)
        {
            return () => said;
        }

        // A port of 0 becomes one only when the server listens.
        return () => services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? options.Urls.Split(';')[0];
    }
}
