using LeadFunctions.Cloud.Hosting;
using LeadFunctions.Http;
using LeadFunctions.Http.Dashboard;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.HttpTriggers;

/// <summary>
/// The dashboard at <c>/api/dashboard/</c>, of the same origin as the API, because its sign-in is a cookie. Whom the platform has not signed in, it sends to do so.
/// </summary>
public sealed class Dashboard(DashboardFiles files, CloudSettings settings)
{
    public const string Address = "/api/dashboard/";

    [Function("dashboard")]
    public IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/{*path}")] HttpRequest request, string? path)
    {
        path ??= request.RouteValues["path"] as string;
        if (string.IsNullOrEmpty(path))
        {
            if (request.Path.Value?.EndsWith('/') != true)
            {
                // Its files' addresses are relative.
                return Results.Redirect(Address);
            }

            if (settings.PlatformSignsIn && !request.Headers.ContainsKey(CallersInCloud.Principal))
            {
                return Results.Redirect("/.auth/login/aad?post_login_redirect_uri=" + Uri.EscapeDataString(Address));
            }
        }

        return files.Find(request, "/" + path) ?? Problem.NotFound.ToAnswer();
    }
}
