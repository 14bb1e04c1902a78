using System.Text.Json;
using LeadFunctions.Http.Limits;
using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Auth;

/// <summary>
/// The dashboard exchanges a key, or the ticket of a sign-in link, for a cookie that no script can read and no other website can send.
/// Guesses are counted with those of bearer keys.
/// </summary>
public static class SignIn
{
    private const int LongestKey = 512;

    public static async Task<Answer> InAsync(Call call)
    {
        if (call.Surface.Sessions is not { } sessions)
        {
            return Problem.NotFound.ToAnswer();
        }

        if (SameOrigin.Of(call.Http.Request) == false)
        {
            return FromElsewhere.ToAnswer();
        }

        var read = await JsonBody.ReadAsync(call.Http, call.Limits, "key", "ticket");
        var (key, ticket) = (read.Value?.Text("key", LongestKey, required: false), read.Value?.Text("ticket", LongestKey, required: false));
        if (key is null == ticket is null)
        {
            read.Value?.Refuse("key", "A key or a ticket is expected.");
        }

        if ((read.Problem ?? read.Value!.Problem) is { } wrong)
        {
            return wrong.ToAnswer();
        }

        key ??= call.Surface.Tickets.Redeem(ticket!, call.Now);
        return key is not null && call.Surface.Keys!.MarkOf(key) is { } mark
            ? Answer.Empty(StatusCodes.Status204NoContent).With("Set-Cookie", CookieOf(call.Http.Request, sessions.Issue(mark, call.Now), Sessions.Lifetime))
            : Refused(call);
    }

    public static Task<Answer> OutAsync(Call call) => Task.FromResult(
        SameOrigin.Of(call.Http.Request) == false
            ? FromElsewhere.ToAnswer()
            : Answer.Empty(StatusCodes.Status204NoContent).With("Set-Cookie", CookieOf(call.Http.Request, "", TimeSpan.Zero)));

    /// <summary>Who is signed in, and whose work they see.</summary>
    public static Task<Answer> MeAsync(Call call)
    {
        var (caller, playbook) = (call.Caller!, call.Site.Playbook);
        var person = playbook.People.FirstOrDefault(person => person.Id == caller.Name);
        return Task.FromResult(Answer.Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, person?.Name ?? caller.Name);
            writer.WriteString("role"u8, JsonNamingPolicy.CamelCase.ConvertName(caller.Role.ToString()));
            writer.WriteString("personId"u8, person?.Id);
            writer.WriteString("title"u8, playbook.Title);
            writer.WriteStartArray("pools"u8);
            foreach (var pool in playbook.Pools.Where(pool => pool.Members.Any(member => member.PersonId == caller.Name)))
            {
                writer.WriteStringValue(pool.Id);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    private static Answer Refused(Call call)
    {
        var wait = call.Surface.Rates.WrongKeyFrom(Peer.Of(call.Http, call.Limits), call.Now);
        return (wait > TimeSpan.Zero ? Problem.TooMany(wait) : new Problem(ProblemKind.NotSignedIn, "This key or link is not valid (any more).")).ToAnswer();
    }

    // Behind a proxy that does TLS the browser's own word for where it is counts.
    private static string CookieOf(HttpRequest request, string value, TimeSpan age) => FormattableString.Invariant(
        $"{Sessions.Cookie}={value}; Path=/; Max-Age={(long)age.TotalSeconds}; HttpOnly; SameSite=Strict")
        + (request.IsHttps || request.Headers.Origin.ToString().StartsWith("https://", StringComparison.Ordinal) ? "; Secure" : "");

    internal static readonly Problem FromElsewhere = new(ProblemKind.OriginNotAllowed, "Only pages of this address may do this with a cookie.");
}
