using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Domain.Tests.Playbooks;

/// <summary><c>sla:</c> as it is read, what is wrong with it, and what the shipped ones promise.</summary>
public class service_levels
{
    private const string Promise =
        "sla:\n  - {id: first, name: First contact, starts: [{stage: mql, when: {handRaise: false}}], during: [mql, sal], target: 1h, calendar: office, stopsOn: [contact], warnAt: [80, 50], onWarn: [owner], onBreach: [owner, manager], then: [{after: 2h, do: reroute}, {after: 8h, do: recycle, reason: silence}]}\n";

    [Fact]
    public void are_read_whole()
    {
        var policy = Assert.Single(Read().Sla);

        Assert.Equal(("first", "first", "office", 60), (policy.Id, policy.Group, policy.Calendar, (int)((SlaTarget.Working)policy.Target).Time.TotalMinutes));
        Assert.Equal([50, 80], policy.WarnAt);
        Assert.Equal([EscalationKind.Reroute, EscalationKind.Recycle], policy.Escalation.Select(step => step.Do));
        Assert.Equal(TimeSpan.FromDays(5), policy.MaxPause);
        Assert.DoesNotContain(CheckPlaybook.Run(Read()), finding => finding.IsError);
    }

    [Theory]
    [InlineData("target: 1h", "target: 5bd")]
    [InlineData("stage: mql", "band: [cold, mql]")]
    [InlineData("stage: mql", "signal: demo-request")]
    [InlineData("stage: mql", "handRaise: true")]
    [InlineData("stage: mql", "handoff: sdr-to-ae")]
    [InlineData("{handRaise: false}", "{band: mql, waiting: true}")]
    public void have_many_ways_to_begin_and_to_end(string text, string changed) => Assert.Single(Read(text, changed).Sla);

    [Theory]
    [InlineData("target: 1h", "target: soon", "sla[0].target", "or business days: 5bd")]
    [InlineData("target: 1h", "target: 0bd", "sla[0].target", "or business days: 5bd")]
    [InlineData("target: 1h, calendar: office", "target: 5bd", "sla[0].target", "add 'calendar'")]
    [InlineData("calendar: office, stops", "calendar: offise, stops", "sla[0].calendar", "no calendar 'offise'; did you mean 'office'?")]
    [InlineData("stopsOn: [contact]", "stopsOn: [contakt]", "sla[0].stopsOn", "no action 'contakt'; did you mean 'contact'?")]
    [InlineData("during: [mql, sal]", "during: [mql, sale]", "sla[0].during", "no stage 'sale'")]
    [InlineData("stage: mql, when", "when", "sla[0].starts[0]", "say what starts the clock")]
    [InlineData("stage: mql, when", "stage: mql, band: mql, when", "sla[0].starts[0]", "say what starts the clock")]
    [InlineData("stage: mql", "band: hot", "sla[0].starts[0].band", "no band 'hot'")]
    [InlineData("stage: mql", "handoff: to-me", "sla[0].starts[0].handoff", "no handoff 'to-me'")]
    [InlineData("stage: mql", "handRaise: false", "sla[0].starts[0].handRaise", "write true")]
    [InlineData("{handRaise: false}", "{handraise: false}", "sla[0].starts[0].when.handraise", "did you mean 'handRaise'?")]
    [InlineData("warnAt: [80, 50]", "warnAt: [100]", "sla[0].warnAt[0]", "from 1 to 99")]
    [InlineData("onWarn: [owner]", "onWarn: [everybody]", "sla[0].onWarn", "no receiver 'everybody'")]
    [InlineData("do: reroute", "do: shout", "sla[0].then[0].do", "expected tell, reroute or recycle")]
    [InlineData(", reason: silence", "", "sla[0].then[1]", "'recycle' needs a 'reason'")]
    [InlineData("do: reroute", "do: reroute, reason: why", "sla[0].then[0]", "'reason' is for 'do: recycle' only")]
    [InlineData("stopsOn: [contact], ", "", "sla[0]", "'stopsOn' is missing")]
    public void with_mistakes_say_where_and_what_to_do(string text, string changed, string key, string message)
    {
        var errors = ReadPlaybook.FromYaml(Small.Text + Changed(text, changed), "test.yaml").Errors;
        Assert.Contains(errors, error => error.Key == key && error.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stopsOn: [contact]", "stopsOn: []", true, "never stops")]
    [InlineData("during: [mql, sal]", "during: []", true, "never runs")]
    [InlineData("starts: [{stage: mql, when: {handRaise: false}}]", "starts: []", true, "never starts")]
    [InlineData("during: [mql, sal]", "during: [sal]", true, "enters mql, which is not in 'during'")]
    [InlineData("[{after: 2h, do: reroute}, {after: 8h, do: recycle, reason: silence}]", "[{after: 8h, do: recycle, reason: silence}, {after: 2h, tell: [manager]}]", true, "comes after 'recycle'")]
    [InlineData("target: 1h, calendar: office", "target: 1h", false, "Ana is away from work for up to 63.5 hours at a time")]
    [InlineData("do: reroute", "do: reroute, tell: [manager]", false, "'reroute' finds nobody")]
    [InlineData("onWarn: [owner], ", "", false, "warns nobody")]
    [InlineData(", onBreach: [owner, manager], then: [{after: 2h, do: reroute}, {after: 8h, do: recycle, reason: silence}]", "", false, "nobody hears of a breach")]
    public void that_cannot_work_are_found(string text, string changed, bool isError, string message) =>
        Assert.Contains(CheckPlaybook.Run(Read(text, changed)), finding => finding.IsError == isError && finding.Key.StartsWith("sla.first", StringComparison.Ordinal) && finding.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void of_hours_that_no_calendar_has_are_found()
    {
        var closed = Read() with { Calendars = [new("office", "UTC", [], [])] };
        Assert.Contains(CheckPlaybook.Run(closed), finding => finding is { IsError: true, Key: "sla.first.calendar" });
    }

    [Fact]
    public void stop_on_any_action_there_is() => Assert.Equal(
        typeof(LifecycleAction).GetNestedTypes().Select(type => type.Name.ToLowerInvariant()).Order(StringComparer.Ordinal), SlaPolicy.Answers.Order(StringComparer.Ordinal));

    // Seed 000: "BDR reviews lead within SLA (<5 min for hot, <1 hour for warm)", "BDR outreach within 24h", "AE accepts SQL within 24h".
    [Fact]
    public void of_b2b_are_those_of_seed_000() => Assert.Equal(
        [("first-contact-hot", "5m"), ("first-contact-warm", "60m"), ("sal-outreach", "1440m"), ("sql-accept", "1440m"), ("kickoff", "5bd")],
        Shipped.B2b.Sla.Select(policy => (policy.Id, Text(policy.Target))));

    // Seed 001: "First contact within 4 hours", "AE accepts within 24 hours", "Kickoff call within 5 business days".
    [Fact]
    public void of_the_handbook_are_those_of_seed_001() => Assert.Equal(
        [("first-contact", "240m"), ("sql-accept", "1440m"), ("kickoff", "5bd")], Shipped.Handbook.Sla.Select(policy => (policy.Id, Text(policy.Target))));

    private static string Text(SlaTarget target) => target is SlaTarget.BusinessDays { Days: var days } ? days + "bd" : ((SlaTarget.Working)target).Time.TotalMinutes + "m";

    private static string Changed(string text, string changed)
    {
        Assert.Contains(text, Promise, StringComparison.Ordinal);
        return Promise.Replace(text, changed, StringComparison.Ordinal);
    }

    private static Playbook Read(string text = "", string changed = "")
    {
        var reading = ReadPlaybook.FromYaml(Small.Text + (text.Length == 0 ? Promise : Changed(text, changed)), "test.yaml");
        Assert.Empty(reading.Errors);
        return reading.Playbook!;
    }
}
