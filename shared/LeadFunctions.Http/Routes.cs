using LeadFunctions.Http.Forms;
using LeadFunctions.Http.Tracking;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http;

/// <summary>The whole surface on one page, in the order in which paths are tried.</summary>
public static class Routes
{
    public static readonly IReadOnlyList<Route> All =
    [
        new("track", "POST", "track", Access.Public, Track.RunAsync) { Origins = (site, _) => site.Origins, Summary = "Page views and other signals of a browser" },
        new("submit-form", "POST", "forms/{form}", Access.Public, SubmitForm.RunAsync) { Origins = FormOrigins, Summary = "A form of the website was filled in" },
        new("form-thanks", "GET", "forms/{form}/thanks", Access.Public, ThankYou.RunAsync) { Summary = "The hosted thank-you page" },
    ];

    /// <summary>The route of a path and method; when only the method is wrong, the routes of the path.</summary>
    public static (Route? Route, string? Value, IReadOnlyList<Route> Others) Find(string path, string method)
    {
        List<Route>? others = null;
        string? otherValue = null;
        foreach (var route in All)
        {
            if (route.Match(path) is not { } value)
            {
                continue;
            }

            if (route.Method == method || (route.Method == "GET" && HttpMethods.IsHead(method)))
            {
                return (route, value, []);
            }

            (others ??= []).Add(route);
            otherValue ??= value;
        }

        return (null, otherValue, others ?? []);
    }

    private static System.Collections.Frozen.FrozenSet<string> FormOrigins(Site site, string form) => site.Form(form)?.Origins ?? site.Origins;
}
