using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Domain.Tests.Playbooks;

public class what_the_reader_makes_of_it
{
    [Theory]
    [InlineData("{freeEmail: true}", "freeEmail", "true", true)]
    [InlineData("{freeEmail: false}", "freeEmail", null, true)]
    [InlineData("{freeEmail: false}", "freeEmail", "true", false)]
    [InlineData("{country: DE}", "country", "de", true)]
    [InlineData("{country: [DE, AT]}", "country", "AT", true)]
    [InlineData("{country: {in: [DE, AT]}}", "country", "CH", false)]
    [InlineData("{country: [SE, NO]}", "country", "NO", true)]
    [InlineData("{companySize: {min: 20}}", "companySize", "20", true)]
    [InlineData("{companySize: {min: 20, max: 99}}", "companySize", "100", false)]
    [InlineData("{companySize: {above: 20}}", "companySize", "20", false)]
    [InlineData("{companySize: {above: 20}}", "companySize", "20.5", true)]
    [InlineData("{companySize: {above: 20}}", "companySize", null, false)]
    [InlineData("{companySize: {below: 20}}", "companySize", "19", true)]
    [InlineData("{companySize: {below: 20}}", "companySize", "20", false)]
    [InlineData("{companySize: {below: 20}}", "companySize", null, false)]
    [InlineData("{title: {present: true}}", "title", "x", true)]
    [InlineData("{title: {present: true}}", "title", " ", false)]
    [InlineData("{title: {present: false}}", "title", null, true)]
    [InlineData("{title: {hasWord: [vp]}}", "title", "VP Sales", true)]
    [InlineData("{title: {hasWord: [vp]}}", "title", "MVP", false)]
    [InlineData("{not: {title: {hasWord: vp}}}", "title", "VP", false)]
    [InlineData("{any: [{title: ceo}, {country: DE}]}", "country", "DE", true)]
    [InlineData("{all: [{title: ceo}, {country: DE}]}", "country", "DE", false)]
    [InlineData("{title: ceo, country: DE}", "country", "DE", false)]
    public void conditions_mean_what_they_say(string when, string fact, string? value, bool holds)
    {
        var rule = Read("when: {title: {hasWord: [ceo]}}", $"when: {when}").Scoring.Fit[0];
        Assert.Equal(holds, rule.When.Holds(new Facts(value is null ? [] : new Dictionary<string, string> { [fact] = value })));
    }

    [Theory]
    [InlineData("45m", 45)]
    [InlineData("24h", 24 * 60)]
    [InlineData("30d", 30 * 24 * 60)]
    [InlineData("2w", 14 * 24 * 60)]
    public void durations_are_minutes_hours_days_and_weeks(string text, int minutes) =>
        Assert.Equal(new Decay.HalfLife(TimeSpan.FromMinutes(minutes)), Read("halfLife: 30d", $"halfLife: {text}").Scoring.Engagement[0].Decay);

    [Fact]
    public void decays_are_of_five_kinds()
    {
        Assert.Equal(new Decay.None(), DecayOf("none"));
        Assert.Equal(new Decay.HalfLife(TimeSpan.FromDays(30)), DecayOf("{halfLife: 30d}"));
        Assert.Equal(new Decay.Linear(50, TimeSpan.FromDays(45)), DecayOf("{linear: {percent: 50, every: 45d}}"));
        Assert.Equal(new Decay.Window(TimeSpan.FromDays(90)), DecayOf("{window: 90d}"));
        var steps = Assert.IsType<Decay.Steps>(DecayOf("{steps: [{after: 30d, factor: 0.5}, {after: 60d, factor: 0}]}"));
        Assert.Equal([new DecayStep(TimeSpan.FromDays(30), 0.5), new DecayStep(TimeSpan.FromDays(60), 0)], steps.Of);
    }

    [Fact]
    public void rules_inherit_decay_and_repeat_from_scoring()
    {
        var rule = Read(", group: web, repeat: once, decay: {halfLife: 30d}", "", "  groups:", "  decay: {window: 10d}\n  repeat: {max: 2, per: 1h}\n  groups:").Scoring.Engagement[0];
        Assert.Equal(new Decay.Window(TimeSpan.FromDays(10)), rule.Decay);
        Assert.Equal(new Repeat.Limited(2, TimeSpan.FromHours(1)), rule.Repeat);
    }

    [Fact]
    public void a_pages_signal_is_always_there() => Assert.Contains(Read("", "").Signals, signal => signal.Name == SignalDefinition.PageView && signal.Page);

    [Fact]
    public void the_owner_of_an_account_takes_no_turn_and_a_pool_does()
    {
        var routing = Shipped.B2b.Routing;
        Assert.Equal([false, true, true, true, true, true], routing.Select(rule => rule.ChargesTurn));
        Assert.False(Read("to: {pool: bdr}", "to: {pool: bdr}, chargesTurn: false").Routing[0].ChargesTurn);
    }

    [Fact]
    public void calendars_have_a_window_a_day()
    {
        var calendar = Read("mon-fri: 09:00-17:30", "mon-tue: [\"09:00-12:00\", \"13:00-24:00\"], sun: 22:00-02:00").Calendars[0];
        Assert.Equal(
            [
                new WorkWindow(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(12, 0)),
                new WorkWindow(DayOfWeek.Tuesday, new TimeOnly(9, 0), new TimeOnly(12, 0)),
                new WorkWindow(DayOfWeek.Monday, new TimeOnly(13, 0), new TimeOnly(0, 0)),
                new WorkWindow(DayOfWeek.Tuesday, new TimeOnly(13, 0), new TimeOnly(0, 0)),
                new WorkWindow(DayOfWeek.Sunday, new TimeOnly(22, 0), new TimeOnly(2, 0)),
            ],
            calendar.Windows);
        Assert.Equal([new DateOnly(2026, 12, 25)], calendar.Holidays);
    }

    [Fact]
    public void common_inputs_are_inputs_of_every_form_and_a_forms_own_come_first()
    {
        var form = Read("name: small", "name: small\nfields: {title: [job, role_name], phone: tel}", "title: job}", "company: job}").Forms[0];
        Assert.Equal(("email", "company", "title", "phone"), (form.Fields["EMAIL"], form.Fields["job"], form.Fields["role_name"], form.Fields["Tel"]));
    }

    [Fact]
    public void absences_are_days_or_instants()
    {
        var away = Read("calendar: office", "away: [{from: 2026-12-24, until: 2027-01-02T08:00+01:00, why: Holiday}]").People[0].Away;
        Assert.Equal([new Away(new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 2, 8, 0, 0, TimeSpan.FromHours(1)), "Holiday")], away);
    }

    [Fact]
    public void accounts_and_enrichment_are_kept_by_what_arrives()
    {
        var playbook = Read("name: small", "name: small\naccounts: {ACME.example: ana}\nenrichment: {url: \"https://api.example/{domain}\", fields: {companySize: metrics.employees}}");
        Assert.Equal("ana", playbook.Accounts["acme.example"]);
        Assert.Equal("companySize", playbook.Enrichment!.Fields["metrics.employees"]);
    }

    [Fact]
    public void the_version_is_the_hash_of_the_text()
    {
        Assert.Equal(Read("", "").Version, Read("", "").Version);
        Assert.NotEqual(Read("", "").Version, Read("points: 25", "points: 26").Version);
        Assert.Matches("^[0-9a-f]{12}$", Read("", "").Version);
    }

    [Theory]
    [InlineData("b2b", "b2b")]
    [InlineData("my/small.yaml", "small")]
    public void a_playbook_opens_by_name_or_by_file(string nameOrPath, string name) =>
        Assert.Equal(name, OpenPlaybook.Load(nameOrPath, path => path == "my/small.yaml" ? Small.Text : null).Playbook!.Name);

    [Fact]
    public void a_file_that_is_not_there_is_an_error_with_the_names_to_choose_from() =>
        Assert.Contains("b2b, handbook, blank", Assert.Single(OpenPlaybook.Load("b2c", _ => null).Errors).Message, StringComparison.Ordinal);

    private static Decay DecayOf(string text) => Read("decay: {halfLife: 30d}", $"decay: {text}").Scoring.Engagement[0].Decay;

    private static Playbook Read(string text, string changed, string text2 = "", string changed2 = "")
    {
        var yaml = text.Length == 0 ? Small.Text : Small.Text.Replace(text, changed, StringComparison.Ordinal);
        var reading = ReadPlaybook.FromYaml(text2.Length == 0 ? yaml : yaml.Replace(text2, changed2, StringComparison.Ordinal), "small.yaml");
        Assert.Empty(reading.Errors);
        return reading.Playbook!;
    }
}
