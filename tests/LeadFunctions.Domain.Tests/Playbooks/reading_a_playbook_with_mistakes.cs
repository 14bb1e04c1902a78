using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Domain.Tests.Playbooks;

public class reading_a_playbook_with_mistakes
{
    [Fact]
    public void starts_from_one_without() => Assert.Empty(ReadPlaybook.FromYaml(Small.Text, "small.yaml").Errors);

    [Theory]
    // Unknown, missing and doubled keys
    [InlineData("handRaise: true", "handraise: true", 5, "signals[0].handraise", "did you mean 'handRaise'?")]
    [InlineData("name: small", "name: small\nsignal: []", 2, "signal", "did you mean 'signals'?")]
    [InlineData("name: small", "nam: small", 1, "", "'name' is missing")]
    [InlineData("team: Marketing, ", "", 3, "stages[0]", "'team' is missing")]
    [InlineData("name: small", "name: small\nname: other", 2, "name", "here twice")]
    [InlineData("kind: round-robin, ", "kind: round-robin, kind: named, ", 29, "routing[0].kind", "here twice")]
    // Wrong types
    [InlineData("name: small", "name: [small]", 1, "name", "expected text")]
    [InlineData("name: small", "name:", 1, "name", "expected text")]
    [InlineData("name: small", "name: ~", 1, "name", "expected text")]
    [InlineData("points: 25", "points: twenty", 10, "scoring.fit[0].rules[0].points", "whole number from -1000 to 1000")]
    [InlineData("points: 25", "points: \"25\"", 10, "scoring.fit[0].rules[0].points", "without quotes")]
    [InlineData("points: 25", "points: 25.5", 10, "scoring.fit[0].rules[0].points", "whole number")]
    [InlineData("points: 25", "points: 1e3", 10, "scoring.fit[0].rules[0].points", "whole number")]
    [InlineData("points: 25", "points: 1001", 10, "scoring.fit[0].rules[0].points", "whole number")]
    [InlineData("handRaise: true", "handRaise: yes", 5, "signals[0].handRaise", "true or false")]
    [InlineData("handRaise: true", "handRaise: \"true\"", 5, "signals[0].handRaise", "true or false")]
    [InlineData("  - {id: bdr, name: BDRs, members: [ana]}", "  bdr: [ana]", 27, "pools", "expected a list")]
    [InlineData("members: [ana]", "members: ana", 27, "pools[0].members", "expected a list of people")]
    [InlineData("to: {pool: bdr}", "to: bdr", 29, "routing[0].to", "account-owner, {pool: ...} or {person: ...}")]
    [InlineData("- {path: /pricing**, signal: pricing-page-view}", "- /pricing**", 23, "pages[0]", "expected 'key: value' lines")]
    [InlineData("pages:\n  - {path: /pricing**, signal: pricing-page-view}", "pages:", 22, "pages", "write [] for none")]
    [InlineData("fields: {email: [email], title: job}", "fields: [email]", 21, "forms[0].fields", "attribute: [input names]")]
    // Names that lead nowhere, or twice
    [InlineData("signal: demo-request, points", "signal: demo-requests, points", 12, "scoring.engagement[0].signal", "no signal 'demo-requests'; did you mean 'demo-request'?")]
    [InlineData("group: web", "group: wob", 12, "scoring.engagement[0].group", "did you mean 'web'?")]
    [InlineData("title: Demo, signal: demo-request", "title: Demo, signal: other", 21, "forms[0].signal", "no signal 'other'")]
    [InlineData("signal: pricing-page-view", "signal: price", 23, "pages[0].signal", "no signal 'price'")]
    [InlineData("members: [ana]", "members: [ana, bob]", 27, "pools[0].members[1]", "no person 'bob'")]
    [InlineData("members: [ana]", "members: [{person: bob, weight: 2}]", 27, "pools[0].members[0].person", "no person 'bob'")]
    [InlineData("to: {pool: bdr}", "to: {pool: bdrs}", 29, "routing[0].to.pool", "did you mean 'bdr'?")]
    [InlineData("to: {pool: bdr}", "to: {person: anna}", 29, "routing[0].to.person", "did you mean 'ana'?")]
    [InlineData("calendar: office", "calendar: home", 25, "people[0].calendar", "no calendar 'home'")]
    [InlineData("calendar: office", "manager: zoe", 25, "people[0].manager", "no person 'zoe'")]
    [InlineData("mqlBand: mql", "mqlBand: hot", 16, "thresholds.mqlBand", "no band 'hot'")]
    [InlineData("name: small", "name: small\naccounts: {acme.example: zoe}", 2, "accounts.acme.example", "no person 'zoe'")]
    [InlineData("name: pricing-page-view", "name: demo-request", 6, "signals[1].name", "already defined in line 5")]
    [InlineData("{id: inactive,", "{id: demo,", 14, "scoring.state[0].id", "rule 'demo' is already defined in line 12")]
    [InlineData("members: [ana]", "members: [ana, ana]", 27, "pools[0].members", "twice")]
    [InlineData("title: job", "title: email", 21, "forms[0].fields.title", "already fills 'email'")]
    // How people and systems are told
    [InlineData("calendar: office", "quiet: {from: \"20:00\", until: \"20:00\"}", 25, "people[0].quiet", "two times of day that differ")]
    [InlineData("calendar: office", "quiet: {from: 8pm, until: \"07:00\"}", 25, "people[0].quiet", "two times of day that differ")]
    [InlineData("calendar: office", "timeZone: Europe/Berlln", 25, "people[0].timeZone", "did you mean 'Europe/Berlin'?")]
    [InlineData("calendar: office", "slackId: \"@ana\"", 25, "people[0].slackId", "no member id of Slack")]
    [InlineData("name: small", "name: small\nnotifications: {digest: {after: 0, within: 15m}}", 2, "notifications.digest.after", "whole number from 1")]
    [InlineData("name: small", "name: small\nnotifications: {digest: {after: 5, within: soon}}", 2, "notifications.digest.within", "expected a duration")]
    [InlineData("name: small", "name: small\nnotifications: {leadPage: https://crm.example/leads}", 2, "notifications.leadPage", "{id}")]
    [InlineData("name: small", "name: small\nwebhooks: [{id: crm, url: crm.example, secretFrom: CRM}]", 2, "webhooks[0].url", "http or https")]
    [InlineData("name: small", "name: small\nwebhooks: [{id: crm, url: https://crm.example, secretFrom: whsec_abc=}]", 2, "webhooks[0].secretFrom", "not the secret itself")]
    [InlineData("name: small", "name: small\nwebhooks: [{id: crm, url: https://crm.example, secretFrom: CRM, events: [lead.asigned]}]", 2, "webhooks[0].events", "did you mean 'lead.assigned'?")]
    // Names that are none
    [InlineData("{id: ana, name: Ana", "{id: ana maria, name: Ana", 25, "people[0].id", "is no id")]
    [InlineData("name: demo-request", "name: Demo-Request", 5, "signals[0].name", "small letters")]
    [InlineData("stage: raw", "stage: row", 3, "stages[0].stage", "did you mean 'raw'?")]
    [InlineData("kind: round-robin", "kind: roundrobin", 29, "routing[0].kind", "did you mean 'round-robin'?")]
    [InlineData("ana@example.com", "ana", 25, "people[0].email", "no email address")]
    [InlineData("title: job", "score: job", 21, "forms[0].fields.score", "cannot be an attribute")]
    [InlineData("title: job", "competitor: job", 21, "forms[0].fields.competitor", "cannot be an attribute")]
    [InlineData("title: job", "__proto__: job", 21, "forms[0].fields.__proto__", "cannot be an attribute")]
    [InlineData("email: [email], ", "", 21, "forms[0]", "no input gives the email")]
    // Durations, zones, days, weights
    [InlineData("halfLife: 30d", "halfLife: 30", 12, "scoring.engagement[0].decay.halfLife", "45m, 24h, 30d, 2w")]
    [InlineData("halfLife: 30d", "halfLife: 1.5d", 12, "scoring.engagement[0].decay.halfLife", "expected a duration")]
    [InlineData("halfLife: 30d", "halfLife: 0d", 12, "scoring.engagement[0].decay.halfLife", "expected a duration")]
    [InlineData("halfLife: 30d", "halfLife: 9999999w", 12, "scoring.engagement[0].decay.halfLife", "expected a duration")]
    [InlineData("inactiveFor: 30d", "inactiveFor: thirty days", 14, "scoring.state[0].inactiveFor", "expected a duration")]
    [InlineData("Europe/Berlin", "Europe/Berlim", 31, "calendars[0].timeZone", "did you mean 'Europe/Berlin'?")]
    [InlineData("mon-fri:", "mo-fr:", 31, "calendars[0].hours.mo-fr", "is no day")]
    [InlineData("mon-fri:", "fri-mon:", 31, "calendars[0].hours.fri-mon", "is no day")]
    [InlineData("09:00-17:30", "9-17", 31, "calendars[0].hours.mon-fri", "is no time window")]
    [InlineData("09:00-17:30", "09:00-25:00", 31, "calendars[0].hours.mon-fri", "is no time window")]
    [InlineData("2026-12-25", "2026-02-30", 31, "calendars[0].holidays", "is no day")]
    [InlineData("members: [ana]", "members: [{person: ana, weight: 0}]", 27, "pools[0].members[0].weight", "whole number from 1 to 1000")]
    [InlineData("calendar: office", "away: [{from: 2026-12-24, until: 2026-12-24}]", 25, "people[0].away[0]", "must be later")]
    [InlineData("calendar: office", "away: [{from: tomorrow, until: 2026-12-24}]", 25, "people[0].away[0].from", "expected a day")]
    // Things that contradict each other
    [InlineData("from: 41", "from: 0", 19, "thresholds.bands[1].from", "bands go up")]
    [InlineData("max: 40", "min: 50, max: 40", 8, "scoring.groups[0]", "'min' must not be more")]
    [InlineData("inactiveFor: 30d", "inactiveFor: 30d, when: {competitor: true}", 14, "scoring.state[0]", "either 'when' or 'inactiveFor'")]
    [InlineData(", inactiveFor: 30d", "", 14, "scoring.state[0]", "either 'when' or 'inactiveFor'")]
    [InlineData("to: {pool: bdr}", "to: {pool: bdr, person: ana}", 29, "routing[0].to", "either 'pool' or 'person'")]
    [InlineData("to: {pool: bdr}", "to: {person: ana, skill: fintech}", 29, "routing[0].to", "leave them out for a person")]
    [InlineData("decay: {halfLife: 30d}", "decay: {halfLife: 30d, window: 1d}", 12, "scoring.engagement[0].decay", "expected none, or one of")]
    [InlineData("decay: {halfLife: 30d}", "decay: {steps: [{after: 30d, factor: 0.5}, {after: 10d, factor: 0.2}]}", 12, "scoring.engagement[0].decay.steps", "put them in order")]
    [InlineData("decay: {halfLife: 30d}", "decay: {linear: {percent: 0, every: 1d}}", 12, "scoring.engagement[0].decay.linear.percent", "a number from 0.1 to 100")]
    [InlineData("repeat: once", "repeat: twice", 12, "scoring.engagement[0].repeat", "expected each, once, or {max: 1, per: 24h}")]
    [InlineData("repeat: once", "repeat: {max: 0, per: 1d}", 12, "scoring.engagement[0].repeat.max", "whole number from 1")]
    [InlineData("path: /pricing**", "path: pricing", 23, "pages[0].path", "starts with '/'")]
    [InlineData("name: small", "name: small\nwebsite: www.example.com", 2, "website", "no web origin")]
    [InlineData("name: small", "name: small\nwebsite: https://www.example.com/path", 2, "website", "no web origin")]
    [InlineData("name: small", "name: small\nnotifications: {channels: [webhook]}", 2, "notifications.channels", "needs 'webhookUrl'")]
    [InlineData("name: small", "name: small\nenrichment: {url: ftp://x, fields: {}}", 2, "enrichment.url", "{domain}")]
    [InlineData("  - {id: all, kind: round-robin, to: {pool: bdr}}", "  []", 29, "routing", "at least one rule")]
    // Conditions
    [InlineData("title: {hasWord: [ceo]}", "titel: {hasWord: [ceo]}", 10, "scoring.fit[0].rules[0].when.titel", "did you mean 'title'?")]
    [InlineData("title: {hasWord: [ceo]}", "title: {hasword: [ceo]}", 10, "scoring.fit[0].rules[0].when.title.hasword", "did you mean 'hasWord'?")]
    [InlineData("title: {hasWord: [ceo]}", "title: {}", 10, "scoring.fit[0].rules[0].when.title", "say what 'title' must be")]
    [InlineData("title: {hasWord: [ceo]}", "title: {hasWord: []}", 10, "scoring.fit[0].rules[0].when.title.hasWord", "never matches")]
    [InlineData("title: {hasWord: [ceo]}", "companySize: {min: 5, max: 1}", 10, "scoring.fit[0].rules[0].when.companySize", "no number is in this range")]
    [InlineData("title: {hasWord: [ceo]}", "companySize: {min: many}", 10, "scoring.fit[0].rules[0].when.companySize.min", "expected a number")]
    [InlineData("title: {hasWord: [ceo]}", "any: {title: ceo}", 10, "scoring.fit[0].rules[0].when.any", "expected a list of conditions")]
    [InlineData("when: {title: {hasWord: [ceo]}}", "when: ceo", 10, "scoring.fit[0].rules[0].when", "expected a condition")]
    [InlineData("when: {title: {hasWord: [ceo]}}", "when: {}", 10, "scoring.fit[0].rules[0].when", "expected a condition")]
    [InlineData("title: {hasWord: [ceo]}", "score: {min: 5}", 10, "scoring.fit[0].rules[0].when.score", "no lead has 'score'")]
    // Not the YAML we read
    [InlineData("name: small", "name: &a small", 1, "name", "anchors and aliases")]
    [InlineData("name: small", "name: *a", 1, "name", "anchors and aliases")]
    [InlineData("name: small", "name: !!python/object:os.system small", 1, "name", "tags (!)")]
    [InlineData("name: small", "? [a, b]\n: c\nname: small", 1, "", "a key must be plain text")]
    [InlineData("name: small", "name: small\n---\nname: other", 2, "", "second document")]
    [InlineData("name: small", "name: 'small", 1, "", "not valid YAML")]
    [InlineData("name: small", "  name: small", 2, "", "not valid YAML")]
    public void names_the_line_the_key_and_what_to_do(string text, string changed, int line, string key, string message)
    {
        Assert.Contains(text, Small.Text, StringComparison.Ordinal);

        var reading = Read(Replaced(text, changed));

        Assert.Null(reading.Playbook);
        var error = Assert.Single(reading.Errors, error => error.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(("small.yaml", line, key), (error.File, error.Line, error.Key));
        Assert.StartsWith($"small.yaml:{line}:{error.Column}: {key}: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void points_at_the_column()
    {
        var text = Replaced("points: 25", "points: x");
        var column = text.Split('\n')[9].IndexOf("points: x", StringComparison.Ordinal) + "points: ".Length + 1;
        Assert.Equal(column, Assert.Single(Read(text).Errors).Column);
    }

    [Fact]
    public void tells_all_mistakes_at_once_in_the_order_of_lines()
    {
        var errors = Read(Replaced("stage: raw", "stage: row").Replace("points: 25", "points: x", StringComparison.Ordinal).Replace("[ana]", "[bob]", StringComparison.Ordinal)
            .Replace("Europe/Berlin", "Mars", StringComparison.Ordinal)).Errors;

        Assert.Equal([3, 10, 27, 31], errors.Select(error => error.Line));
    }

    [Fact]
    public void reads_lines_that_end_as_on_windows() =>
        Assert.Equal(Read(Small.Text).Playbook!.Bands, Read(Small.Text.Replace("\n", "\r\n", StringComparison.Ordinal)).Playbook!.Bands);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("   \n")]
    public void says_that_there_is_nothing(string text) => Assert.Contains("the file is empty", Assert.Single(Read(text).Errors).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("just text")]
    [InlineData("- a list")]
    [InlineData("42")]
    public void says_that_a_playbook_is_an_object(string text) => Assert.Contains("expected 'key: value' lines", Assert.Single(Read(text).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void stops_at_what_is_too_deep() => Assert.Contains("levels deep", Assert.Single(Read("name: " + new string('[', 100_000)).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void stops_at_what_is_too_long() => Assert.Contains("at most", Assert.Single(Read(Small.Text + "#" + new string('x', 300_000))
        .Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void stops_at_too_many_values() => Assert.Contains("more than 20,000 values", Assert.Single(Read($"name: [{string.Join(',', Enumerable.Repeat("a", 30_000))}]")
        .Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void stops_at_a_text_that_is_too_long() => Assert.Contains("a text of", Assert.Single(Read("name: " + new string('x', 5_000)).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void does_not_unfold_a_bomb()
    {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 8).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(',', Enumerable.Repeat("*" + (char)('a' + i - 1), 9))}]\n"));
        Assert.Contains("anchors", Assert.Single(Read(bomb).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void tells_at_most_a_hundred() =>
        Assert.Equal(100, Read(Small.Text + string.Concat(Enumerable.Range(0, 200).Select(i => $"wrong{i}: 1\n"))).Errors.Count);

    [Fact]
    public void never_throws_whatever_is_cut_out_or_swapped()
    {
        const int Seed = 20261122;
        var random = new Random(Seed);
        var text = ShippedPlaybooks.Text("handbook")!;
        for (var i = 0; i < 5_000; i++)
        {
            var start = random.Next(text.Length);
            var length = Math.Min(random.Next(40), text.Length - start);
            var other = text.Substring(random.Next(text.Length - 40), random.Next(40));
            var broken = text.Remove(start, length).Insert(start, random.Next(2) == 0 ? "" : other);
            var reading = Read(broken);
            Assert.True(reading.Playbook is null == reading.Errors.Count > 0, $"seed {Seed}, case {i}");
        }
    }

    private static string Replaced(string text, string with)
    {
        var at = Small.Text.IndexOf(text, StringComparison.Ordinal);
        return Small.Text[..at] + with + Small.Text[(at + text.Length)..];
    }

    private static PlaybookReading Read(string text) => ReadPlaybook.FromYaml(text, "small.yaml");
}
