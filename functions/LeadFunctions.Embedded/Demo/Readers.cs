using System.Globalization;
using System.Text.RegularExpressions;
using LeadFunctions.Providers.Email;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Demo;

/// <summary>
/// People with their mail: what arrives in the mailbox folder is opened by some, clicked by fewer, and brings a few back to the website; some unsubscribe, and a
/// mail scanner follows every link.
/// </summary>
internal sealed partial class Readers(string dataFolder, Website website, Agenda agenda, TimeProvider clock, int seed)
{
    private const string MailProgram = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    private readonly FileMailbox _mailbox = new(dataFolder);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>The browser of each address.</summary>
    public Dictionary<string, Visit> Browsers { get; } = new(StringComparer.Ordinal);

    /// <summary>Mails that have come since the last look.</summary>
    public async Task LookAsync()
    {
        foreach (var day in new[] { clock.GetUtcNow().AddDays(-1), clock.GetUtcNow() }.Select(day => day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
        {
            var folder = Path.Combine(dataFolder, "outbox", "mail", day);
            foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.eml") : [])
            {
                var id = $"{day}-{Path.GetFileNameWithoutExtension(file)}";
                if (_read.Add(id) && await _mailbox.FindAsync(id, default) is { } kept)
                {
                    Arrived(kept.Mail);
                }
            }
        }
    }

    private void Arrived(EmailMessage mail)
    {
        var (to, html) = (mail.To.Address, mail.Html);
        if (!Browsers.TryGetValue(to, out var visit))
        {
            return;
        }

        var links = Links().Matches(html).Select(match => match.Value).Where(link => !link.EndsWith("-x", StringComparison.Ordinal)).Distinct().ToList();
        var dice = new Dice(seed, to + mail.Subject);
        var at = clock.GetUtcNow() + dice.About(TimeSpan.FromMinutes(visit.Keen ? 4 : 70)) + TimeSpan.FromSeconds(10);
        if (!visit.Keen && dice.Chance(0.06))
        {
            var all = Links().Matches(html).Select(match => match.Value).Distinct().ToList();
            agenda.Add(clock.GetUtcNow().AddSeconds(2), async () => await Task.WhenAll(all.Select(link => website.FollowAsync(link, "Mozilla/5.0 (compatible; Scanner/1.0)"))));
        }

        if (visit.Keen || dice.Chance(0.5))
        {
            Read(visit, dice, at, (Pixel().Match(html).Value, links, Unsubscribe().Match(html).Value));
        }
    }

    private void Read(Visit visit, Dice dice, DateTimeOffset at, (string Pixel, List<string> Links, string Unsubscribe) mail)
    {
        if (mail.Pixel.Length > 0)
        {
            agenda.Add(at, () => website.FollowAsync(mail.Pixel, MailProgram));
        }

        if (mail.Links.Count > 0 && (visit.Keen || dice.Chance(0.3)))
        {
            agenda.Add(at.AddSeconds(40), () => website.FollowAsync(mail.Links[0], visit.UserAgent));
            agenda.Add(at.AddMinutes(4), () => website.SeeAsync(visit with { Pages = visit.Keen ? ["/product/dashboards", "/pricing"] : dice.Of(Cast.Journeys), Query = "" }, TimeSpan.FromSeconds(50)));
        }
        else if (mail.Unsubscribe.Length > 0 && dice.Chance(0.04))
        {
            agenda.Add(at.AddSeconds(30), () => website.PressAsync(mail.Unsubscribe));
        }
    }

    [GeneratedRegex("/api/c/[0-9a-f]{32}-[0-9x]+")]
    private static partial Regex Links();

    [GeneratedRegex("/api/o/[0-9a-f]{32}")]
    private static partial Regex Pixel();

    [GeneratedRegex("/api/u/[0-9a-f]{32}")]
    private static partial Regex Unsubscribe();
}
