using System.Globalization;
using System.Text.Json;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Forms;

/// <summary>What the Graph API's no means. Its codes say more than the status: too many calls come as 400 or 403 as often as 429.</summary>
internal static class MetaErrors
{
    private const int Expired = 190;
    private static readonly TimeSpan AfterTooMany = TimeSpan.FromMinutes(10);

    /// <param name="error">The body's <c>error</c>; null when it has none.</param>
    public static AnswersFound.Failed Of(HttpResponseMessage answer, JsonElement? error)
    {
        var (status, code) = ((int)answer.StatusCode, Number(error.Text("code")));
        var said = string.Create(CultureInfo.InvariantCulture, $"the Graph API answered {status}{(code is null ? "" : $", code {code}")}");
        return code == Expired ? new AnswersFound.Failed(said + ": the access token has expired or was revoked; set a new one and replay this", ForGood: true)
            : IsTooMany(code) || status == 429 ? new AnswersFound.Failed(said, After: RetryAfter(answer) ?? AfterTooMany)
            : IsPassing(code) || error?.Flag("is_transient") == true || status is 408 or < 400 or >= 500 ? new AnswersFound.Failed(said, After: RetryAfter(answer))
            : new AnswersFound.Failed(said, ForGood: true);
    }

    /// <summary>Of the app, the user, the page, of one call, or of a business use case.</summary>
    private static bool IsTooMany(int? code) => code is 4 or 17 or 32 or 613 or (>= 80_000 and <= 80_014);

    /// <summary>An unknown error or a service that is down: temporary, says the reference.</summary>
    private static bool IsPassing(int? code) => code is 1 or 2;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? RetryAfter(HttpResponseMessage answer) =>
        (answer.Headers.RetryAfter?.Delta ?? answer.Headers.RetryAfter?.Date - (answer.Headers.Date ?? DateTimeOffset.UnixEpoch)) is { Ticks: > 0 } wait && wait < TimeSpan.FromDays(1) ? wait : null;
}
