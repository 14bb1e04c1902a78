using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

/// <summary>What every store promises about people who are erased. One subclass per store.</summary>
public abstract class EraseContract
{
    protected abstract ILeadStore Store { get; }

    protected abstract EraseStored Erase { get; }

    /// <summary>All there is, as text, unpacked.</summary>
    protected abstract Task<string> EverythingAsync();

    [Fact]
    public async Task leaves_no_byte_of_the_address_and_everybody_else_as_they_were()
    {
        await Canary.LiveAsync(Store);
        Assert.True(Canary.IsIn(await EverythingAsync()));

        var erased = await Erase(Canary.Erasure, false, default);

        Assert.False(Canary.IsIn(await EverythingAsync()));
        Assert.Equal((Canary.Activities, 1, Canary.Registers, false), (erased.Activities, erased.Visitors, erased.Registers, erased.Unfinished));
        Assert.True(erased.Mentions >= 3, $"{erased}");
        Assert.Null(await Store.FindLeadAsync(Canary.Id, default));
        Assert.Empty((await Store.ActivitiesAsync(Canary.Id, null, 200, default)).Items);
        Assert.DoesNotContain((await Store.ListAsync(new LeadQuery(), default)).Items, row => row.Id == Canary.Id);
        await Canary.OthersAreWellAsync(Store);
    }

    [Fact]
    public async Task only_counts_when_it_is_to_be_tried()
    {
        await Canary.LiveAsync(Store);
        var before = await EverythingAsync();

        var counted = await Erase(Canary.Erasure, true, default);

        Assert.Equal((Canary.Activities, 1), (counted.Activities, counted.Visitors));
        Assert.Equal(before.Length, (await EverythingAsync()).Length);
        Assert.NotNull(await Store.FindLeadAsync(Canary.Id, default));
    }

    [Fact]
    public async Task again_finds_nothing_and_a_later_life_begins_anew()
    {
        await Canary.LiveAsync(Store);
        await Erase(Canary.Erasure, false, default);

        Assert.Equal(new Erased(), await Erase(Canary.Erasure, false, default));

        var back = new Commit { Lead = Canary.Lead, Activities = [Given.Received("back")] };
        Assert.Equal(CommitResult.Committed, await Store.CommitAsync(back, default));
        Assert.Equal(["back"], (await Store.ActivitiesAsync(Canary.Id, null, 200, default)).Items.Select(activity => activity.Id));
        Assert.Equal(CommitResult.Conflict, await Store.CommitAsync(back, default));
    }

    [Fact]
    public async Task takes_what_was_merged_along()
    {
        await Canary.LiveAsync(Store);
        await Store.CommitAsync(new Commit { Lead = Given.Lead("two") with { Email = "canary.two@feather.example", MergedInto = Canary.Id }, Activities = [Given.Received("two")] }, default);

        var erased = await Erase(new Erasure([Canary.Id, "ld_two"], [Canary.Browser], AddressTraces.Of([Canary.Email, "canary.two@feather.example"]), Given.Noon), false, default);

        Assert.Equal(Canary.Activities + 1, erased.Activities);
        Assert.Null(await Store.FindLeadAsync("ld_two", default));
        Assert.DoesNotContain("canary.two", await EverythingAsync());
    }
}

/// <summary>Somebody whose address gets everywhere.</summary>
internal static class Canary
{
    public const string Email = "canary.bird+cage@feather.example";
    public const string Browser = "browser-canary";
    public const int Activities = 46;

    /// <summary>Its own by id, its mail's two, its effects, and one of another that names it.</summary>
    public const int Registers = 7;

    public static string Id => Lead.Id;

    public static Lead Lead => Given.Lead("canary") with { Email = Email, Attributes = Given.Attributes(("title", "writes from " + Email.ToUpperInvariant())) };

    public static Erasure Erasure => new([Id], [Browser], AddressTraces.Of([Email]), Given.Noon);

    public static async Task LiveAsync(ILeadStore store)
    {
        var sent = new SentEmail($"mail:{Id}:welcome", Id, "acs", "m-1", Given.Noon);
        await store.CommitAsync(new Commit
        {
            Lead = Lead,
            Visitor = new Visitor { Id = Browser, LeadId = Id, Signals = [Given.Signal("view") with { Page = new PageView("https://www.example.com/?e=" + Uri.EscapeDataString(Email)) }] },
            Activities = [.. Enumerable.Range(0, 45).Select(number => Given.Received($"c{number}", number)), new Activity.Mailed("mailed", Given.Noon, "send_1", "welcome", $"Dear {Email}", null, "sent", null)],
            Registers =
            [
                new("links", Id, "{}", 0), new("counted", Id, "{}", 0), new("effects", $"mail:{Id}:welcome", "1", 0), new("effects", $"notify:{Id}:assigned", "1", 0),
                Sends.Write("send_1", sent, 0), Sends.Name("acs", "m-1", "send_1"),
                new("quarantine", "sendgrid:e1", JsonSerializer.Serialize(Convert.ToBase64String(Encoding.UTF8.GetBytes("x" + Email + "y"))), 0),
                new("suppression", Id, "{}", 0), new("erased", Id, "{}", 0), new("playbooks", "1", "1", 0), new("effects", "mail:ld_canaryother:welcome", "1", 0), new("figures", "2026", "7", 0),
            ],
        }, default);
        await store.CommitAsync(new Commit
        {
            Lead = Given.Lead("ada") with { Attributes = Given.Attributes(("remarks", "knows " + Email)) },
            Visitor = new Visitor { Id = "browser-ada", LeadId = "ld_ada", Signals = [Given.Signal("shared") with { Page = new PageView("https://www.example.com/?e=" + Email) }] },
            Activities = [new Activity.Noted("note", Given.Noon, "knows " + Email), .. Enumerable.Range(0, 44).Select(number => Given.Received($"a{number}", number))],
        }, default);
        // One more, so that what came before it is filed.
        await store.CommitAsync(new Commit { Lead = (await store.FindLeadAsync("ld_ada", default))!, Activities = [new Activity.Noted("late", Given.Noon.AddHours(2), "ask " + Email)] }, default);
    }

    public static async Task OthersAreWellAsync(ILeadStore store)
    {
        var ada = (await store.FindLeadAsync("ld_ada", default))!;
        Assert.Equal("knows erased", ada.Attribute("remarks"));
        var timeline = (await store.ActivitiesAsync("ld_ada", null, 200, default)).Items;
        Assert.Equal(46, timeline.Count);
        Assert.Equal(["ask erased", "knows erased"], timeline.OfType<Activity.Noted>().Select(note => note.Text));
        Assert.Contains("a7", await store.KnownActivitiesAsync("ld_ada", ["a7", "nobody"], default));
        Assert.Equal("https://www.example.com/?e=erased", (await store.FindVisitorAsync("browser-ada", default))!.Signals[0].Page!.Url);
        foreach (var (register, key) in new[] { ("suppression", Id), ("erased", Id), ("playbooks", "1"), ("effects", "mail:ld_canaryother:welcome"), ("figures", "2026") })
        {
            Assert.True(await store.FindRegisterAsync(register, key, default) is not null, register);
        }

        Assert.Equal(CommitResult.Committed, await store.CommitAsync(new Commit { Lead = ada with { Gate = "later" }, Activities = [Given.Received("later")] }, default));
    }

    /// <summary>Written here once more, and not with the code under test.</summary>
    public static bool IsIn(string text)
    {
        string[] folded = [Email, "canary.bird", Email.Replace("+", "\\u002B", StringComparison.Ordinal), Uri.EscapeDataString(Email), Email.Replace("@", "%40", StringComparison.Ordinal)];
        var base64 = Enumerable.Range(0, 3).Select(before => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + Email))[4..^4]);
        return folded.Any(one => text.Contains(one, StringComparison.OrdinalIgnoreCase)) || base64.Any(one => text.Contains(one, StringComparison.Ordinal));
    }
}
