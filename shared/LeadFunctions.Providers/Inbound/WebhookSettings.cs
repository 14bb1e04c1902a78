namespace LeadFunctions.Providers.Inbound;

/// <summary>One provider's settings: <c>Webhooks:Sendgrid:PublicKey</c>. A secret may be two, separated by a comma, while one replaces the other.</summary>
/// <param name="find">A setting's value by its name below the provider's.</param>
public sealed class WebhookSettings(Func<string, string?> find)
{
    private const int ShortestSecret = 16;

    /// <summary>Nothing is set.</summary>
    public static readonly WebhookSettings None = new(static _ => null);

    public string? Text(string name) => find(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public IReadOnlyList<string> List(string name) => (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public TimeSpan Span(string name, TimeSpan or) =>
        Text(name) is not { } text ? or
        : TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero ? span
        : throw new ArgumentException($"{name} is no time span; write hours, minutes and seconds: 00:05:00", nameof(name));

    /// <summary>A secret that people choose, not a key that the provider gave: too short a one could be guessed.</summary>
    public IReadOnlyList<string> Chosen(string name)
    {
        var secrets = List(name);
        return secrets.All(secret => secret.Length >= ShortestSecret)
            ? secrets
            : throw new ArgumentException($"{name} is too short; give at least {ShortestSecret} characters nobody can guess", nameof(name));
    }

    /// <summary>How a provider's settings are called: <c>gravity-forms</c> has <c>GravityForms</c>, since environment variables have no dashes.</summary>
    public static string SectionOf(string provider) => provider.Replace("-", "", StringComparison.Ordinal);
}

/// <summary>What webhooks need of their host besides settings.</summary>
/// <param name="Fetch">GET of a public https address: the text, or null when it did not answer 200 in time.</param>
public sealed record WebhookTools(Func<Uri, CancellationToken, Task<string?>> Fetch);
