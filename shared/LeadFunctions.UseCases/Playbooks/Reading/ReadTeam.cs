using System.Globalization;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>people</c> and <c>pools</c>.</summary>
internal static class ReadTeam
{
    public const string PersonKind = "person";
    public const string PoolKind = "pool";

    public static IReadOnlyList<Person> People(Section document) => document.Each("people", PlaybookKeys.Person, Person);

    public static IReadOnlyList<Pool> Pools(Section document) =>
        document.Each("pools", PlaybookKeys.Pool, pool => new Pool(pool.Define("id", PoolKind), pool.Text("name"), Members(pool)));

    private static Person Person(Section section) =>
        new(section.Define("id", PersonKind), section.Text("name"), Email(section), section.Text("role"))
        {
            Manager = section.Use("manager", PersonKind),
            Active = section.Flag("active", or: true),
            Skills = section.Texts("skills"),
            Territories = section.Texts("territories"),
            Calendar = section.Use("calendar", ReadCalendars.Kind),
            TimeZone = ReadCalendars.TimeZone(section),
            Channels = section.Texts("channels"),
            Quiet = section.One("quiet", PlaybookKeys.Quiet, Quiet),
            SlackId = SlackId(section),
            Away = section.Each("away", PlaybookKeys.Away, Away),
            MaxOpen = section.OptionalWhole("maxOpen", 0, 100_000),
            MaxPerDay = section.OptionalWhole("maxPerDay", 0, 100_000),
            MaxPerWeek = section.OptionalWhole("maxPerWeek", 0, 100_000),
        };

    private static string Email(Section section)
    {
        var text = section.Text("email");
        var email = EmailAddress.Normalise(text);
        if (email is null && text.Length > 0)
        {
            section.Reader.Errors.Add(section.Find("email")!, $"'{text}' is no email address");
        }

        return email ?? "";
    }

    private static QuietTime? Quiet(Section section)
    {
        if (ReadCalendars.Time(section.Text("from")) is { } from && ReadCalendars.Time(section.Text("until")) is { } until && from != until)
        {
            return new QuietTime(from, until);
        }

        section.Reader.Errors.Add(section.At, "expected two times of day that differ: {from: \"20:00\", until: \"07:00\"}");
        return null;
    }

    private static string? SlackId(Section section)
    {
        var id = section.OptionalText("slackId");
        if (id is not null && !(id.Length is >= 3 and <= 21 && id[0] is 'U' or 'W' && id.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter))))
        {
            section.Reader.Errors.Add(section.Find("slackId")!, $"'{id}' is no member id of Slack; it looks like U012AB3CD (Profile, Copy member ID)");
        }

        return id;
    }

    private static Away Away(Section section)
    {
        var (from, until) = (Instant(section, "from"), Instant(section, "until"));
        if (from >= until)
        {
            section.Reader.Errors.Add(section.At, "'until' is when the person is back, so it must be later than 'from'");
        }

        return new Away(from, until, section.OptionalText("why"));
    }

    private static DateTimeOffset Instant(Section section, string key)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal;
        var text = section.Text(key);
        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];
        if (DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, Utc, out var instant))
        {
            return instant;
        }

        if (text.Length > 0)
        {
            section.Reader.Errors.Add(section.Find(key)!, "expected a day (2026-12-24, from midnight UTC) or an instant (2026-12-24T08:00+01:00)");
        }

        return key == "from" ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
    }

    private static List<PoolMember> Members(Section pool)
    {
        if (pool.Find("members") is not { } node)
        {
            return [];
        }

        if (node is not YamlList list)
        {
            pool.Reader.Errors.Add(node, "expected a list of people: [ana, {person: ben, weight: 2}]");
            return [];
        }

        var members = list.Items.Select(item => Member(item, pool.Reader)).OfType<PoolMember>().ToList();
        foreach (var twice in members.GroupBy(member => member.PersonId, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            pool.Reader.Errors.Add(node, $"'{twice.Key}' is in this pool twice; give one entry a weight instead");
        }

        return members;
    }

    private static PoolMember? Member(YamlNode node, PlaybookReader reader)
    {
        if (node is YamlScalar)
        {
            if (reader.Text(node) is not { } person)
            {
                return null;
            }

            reader.Names.Use(PersonKind, person, node);
            return new PoolMember(person);
        }

        return Section.Open(node, PlaybookKeys.PoolMember, reader) is { } member
            ? new PoolMember(member.Use("person", PersonKind) ?? "", member.Whole("weight", 1, 1, 1_000))
            : null;
    }
}
