using System.Globalization;
using System.Text.Json;
using LeadFunctions.Chaos.Hosts;

namespace LeadFunctions.Chaos.Traffic;

/// <summary>
/// The canonical story, small and always the same, with new people each time: pages before and after a form, a repeated form, two forms of one
/// company at once, an assignment by hand, and the chain run to its end.
/// </summary>
public sealed class Scenario(Ledger ledger)
{
    private const int PeopleInIt = 4;
    private const string Colleague = "grace";

    private readonly List<Submission> _unanswered = [];
    private int _round;

    /// <returns>False when the host died on the way.</returns>
    public async Task<bool> PlayAsync(HostProcess host)
    {
        var people = Enumerable.Range(_round * PeopleInIt, PeopleInIt).Select(Person.Number).ToList();
        _round++;
        using var sender = new Sender(host.Address, ledger);
        try
        {
            return await SendAsync(sender, Look("early", people[0]))
                && await SendAsync(sender, Form("demo", people[0]), times: 2)
                && await SendAsync(sender, Look("late", people[0]))
                && (await Task.WhenAll(SendAsync(sender, Form("contact", people[1])), SendAsync(sender, Form("demo", people[2])))).All(answered => answered)
                && await SendAsync(sender, Form("whitepaper", people[3]))
                && await AssignAsync(host, people[0]);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or JsonException)
        {
            // The host died while it was asked how far it is.
            return false;
        }
    }

    /// <summary>Sends again what got no answer, every other time; else nobody ever comes back to it.</summary>
    public async Task RetryAsync(HostProcess host)
    {
        using var sender = new Sender(host.Address, ledger);
        foreach (var submission in _round % 2 == 0 ? [.. _unanswered] : Array.Empty<Submission>())
        {
            await sender.SendAsync(submission);
        }

        _unanswered.Clear();
    }

    private async Task<bool> SendAsync(Sender sender, Submission submission, int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            if (await sender.SendAsync(submission) == Reply.Unknown)
            {
                _unanswered.Add(submission);
                return false;
            }
        }

        return true;
    }

    private async Task<bool> AssignAsync(HostProcess host, Person person)
    {
        using var admin = new Admin(host);
        await admin.QuietAsync();
        var status = await admin.AssignAsync(await admin.LeadIdAsync(person.Email), Colleague);
        var reply = status switch { 0 => Reply.Unknown, >= 200 and < 300 => Reply.Ok, _ => Reply.Refused };
        ledger.Append(new Entry(Entry.Assign, Key("assign", person), person.Email, person.Visitor, [], reply, status, null));
        return status != 0 && (await admin.QuietAsync()).Open == 0;
    }

    private static Submission.Form Form(string form, Person person) => new(Key(form, person), person, form);

    private static Submission.Beacon Look(string when, Person person) => new(Key(when, person), person, ["/pricing", "/product/tour"]);

    private static string Key(string what, Person person) => string.Create(CultureInfo.InvariantCulture, $"{what}-{person.Visitor}");
}
