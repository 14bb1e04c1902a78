using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Dashboard;

public static class MapDashboardExtensions
{
    /// <summary>Answers <c>/</c> and the files of the dashboard; the rest goes on.</summary>
    public static IApplicationBuilder MapDashboard(this IApplicationBuilder app, DashboardFiles files) => app.Use(next => http =>
        (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) && !http.Request.Path.StartsWithSegments("/api") && files.Find(http.Request) is { } answer
            ? answer.ExecuteAsync(http)
            : next(http));
}
