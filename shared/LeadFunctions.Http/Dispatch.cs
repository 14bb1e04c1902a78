using LeadFunctions.Http.Auth;
using LeadFunctions.Http.Limits;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Http;

/// <summary>From a request to its answer: find the route, check who may, run the endpoint, and turn whatever breaks into a problem. Needs no middleware.</summary>
public static class Dispatch
{
    /// <summary>Finds the route by path and method.</summary>
    public static Task HandleAsync(Surface surface, HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        var (route, value, others) = Routes.Find(path, http.Request.Method);
        return route is null
            ? NoRouteAsync(surface, http, value, others)
            : RunAsync(surface, route, value!, http);
    }

    /// <summary>Runs one route and writes its answer.</summary>
    public static async Task RunAsync(Surface surface, Route route, string value, HttpContext http)
    {
        if (await AnswerAsync(surface, route, value, http) is { } answer)
        {
            await answer.ExecuteAsync(http);
        }
    }

    /// <summary>The answer of one route, not written yet: the cloud host's functions come in here, with the preflights of their address too.</summary>
    /// <returns>Null when nobody is there to be answered.</returns>
    public static async Task<Answer?> AnswerAsync(Surface surface, Route route, string value, HttpContext http)
    {
        Answer answer;
        if (route.Origins is not null && HttpMethods.IsOptions(http.Request.Method))
        {
            return PreflightTo(surface, route, value, http, route.Method + ", OPTIONS");
        }

        if (!route.Hot)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }

        try
        {
            answer = await AnswerAsync(new Call(surface, http, value, surface.Clock.GetUtcNow()), route);
        }
        catch (Exception e) when (e is ConnectionResetException || (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested))
        {
            // Nobody is there to be answered.
            http.Abort();
            return null;
        }
        catch (Exception e) when (ProblemOf(e) is { } problem)
        {
            // A full queue is not an error, and under overload the last thing to write lines about.
            if (problem.Kind.Status >= 500 && problem.Kind != ProblemKind.QueueFull)
            {
                surface.Log.LogError(e, "{Route} failed", route.Name);
            }

            answer = problem.ToAnswer();
        }

        if (answer.Status >= 400)
        {
            HttpMeters.Problems.Add(1, new("route", route.Name), new("status", answer.Status));
        }

        return answer;
    }

    private static async Task<Answer> AnswerAsync(Call call, Route route)
    {
        if (route.Origins is { } origins && Cors.Apply(call.Http, origins(call.Site, call.Value)) is { } foreign)
        {
            return foreign.ToAnswer();
        }

        if (route.Access != Access.Public)
        {
            var (caller, refused) = WhoMay(call, route);
            if (refused is not null)
            {
                return refused.ToAnswer();
            }

            call = call with { Caller = caller };
        }

        return call.Value.Length > 0 && !route.Takes(call.Value) ? Problem.NotFound.ToAnswer() : await route.Handler(call);
    }

    private static (Caller? Caller, Problem? Refused) WhoMay(Call call, Route route)
    {
        if ((call.Surface.Authenticate(call.Http) ?? InSession(call)) is { } caller)
        {
            return IsForged(call) ? (null, SignIn.FromElsewhere) : (caller, route.Access.Lets(caller.Role) ? null : NotAllowed);
        }

        var wait = call.Surface.Rates.WrongKeyFrom(Peer.Of(call.Http, call.Limits), call.Now);
        return (null, wait > TimeSpan.Zero ? Problem.TooMany(wait) : NotSignedIn);
    }

    /// <summary>Who sends a cookie; with a key in the header it does not count.</summary>
    private static Caller? InSession(Call call) =>
        call.Http.Request.Headers.Authorization.Count == 0 ? call.Surface.Sessions?.CallerOf(call.Http.Request, call.Now) : null;

    /// <summary>Browsers send cookies whoever made the request: what changes something must come from a page of ours.</summary>
    private static bool IsForged(Call call)
    {
        var request = call.Http.Request;
        return request.Headers.Authorization.Count == 0 && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && SameOrigin.Of(request) != true
            && call.Surface.Sessions?.CallerOf(request, call.Now) is not null;
    }

    private static async Task NoRouteAsync(Surface surface, HttpContext http, string? value, IReadOnlyList<Route> others)
    {
        if (others.Count == 0)
        {
            await Problem.NotFound.ToAnswer().ExecuteAsync(http);
            return;
        }

        var shared = others.FirstOrDefault(route => route.Origins is not null);
        var methods = string.Join(", ", others.Select(route => route.Method)) + (shared is null ? "" : ", OPTIONS");
        if (shared is not null && HttpMethods.IsOptions(http.Request.Method))
        {
            await PreflightTo(surface, shared, value!, http, methods).ExecuteAsync(http);
            return;
        }

        await (new Problem(ProblemKind.MethodNotAllowed, "This address does not take that method.") { Header = new("Allow", methods) }).ToAnswer().ExecuteAsync(http);
    }

    private static Answer PreflightTo(Surface surface, Route route, string value, HttpContext http, string methods)
    {
        _ = Cors.Apply(http, route.Origins!(surface.Site, value));
        return Cors.Preflight(http, methods);
    }

    internal static Problem ProblemOf(Exception e) => e switch
    {
        BadHttpRequestException { StatusCode: 413 } => Reading.RequestBody.TooLarge,
        BadHttpRequestException { StatusCode: 408 } => new Problem(ProblemKind.TooSlow, "The request took too long to arrive."),
        BadHttpRequestException => new Problem(ProblemKind.InvalidRequest, "The request is not valid HTTP.") { Header = new("Connection", "close") },
        BadCursorException => new Problem(ProblemKind.InvalidQuery, "The cursor is not valid."),
        QueueFullException full => new Problem(ProblemKind.QueueFull, "Too much is waiting. Try again later.") { RetryAfter = full.RetryAfter },
        SearchTooBroadException => new Problem(ProblemKind.InvalidFields, "The search takes too long; narrow it."),
        StorageException => new Problem(ProblemKind.StorageUnavailable, "Nothing was stored. Try again later.") { RetryAfter = TimeSpan.FromSeconds(5) },
        _ => new Problem(ProblemKind.Unexpected, "It was logged."),
    };

    private static readonly Problem NotSignedIn =
        new(ProblemKind.NotSignedIn, "Send a valid key.") { Header = new("WWW-Authenticate", "Bearer") };

    private static readonly Problem NotAllowed = new(ProblemKind.NotAllowed, "Your role may not do this.");
}
