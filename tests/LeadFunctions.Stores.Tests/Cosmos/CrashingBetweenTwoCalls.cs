using LeadFunctions.Cosmos;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>
/// A process ends at every call it makes to anything outside it, once before the call and once before its answer; then another one comes by. What a commit changes
/// is then there altogether, with its messages, or not at all.
/// </summary>
public sealed class crashing_between_two_calls
{
    private static readonly Message Word = new Message.LeadNeedsOwner("ld_ada", "mql");

    /// <summary>What is there before, and the commit.</summary>
    public static TheoryData<string> Commits => ["lead", "lead and registers", "new lead and registers", "registers", "register and message", "visitor and timeline", "deletes", "a full lead"];

    [Theory]
    [MemberData(nameof(Commits))]
    public async Task leaves_all_of_a_commit_or_nothing(string what)
    {
        var (before, after) = (await StateAsync(what, commits: false), await StateAsync(what, commits: true));
        Assert.NotEqual(before.State, after.State);
        var seen = (Before: 0, After: 0);
        foreach (var afterwards in new[] { false, true })
        {
            for (var at = 0; ; at++)
            {
                var (state, crashed) = await StateAsync(what, commits: true, new Crash(at, afterwards));
                Assert.Contains(state, new[] { before.State, after.State });
                seen = state == before.State ? (seen.Before + 1, seen.After) : (seen.Before, seen.After + 1);
                if (!crashed)
                {
                    Assert.Equal(after.State, state);
                    break;
                }
            }
        }

        Assert.True(seen.Before > 0 && seen.After > 1, $"{seen}");
    }

    private static async Task<(string State, bool Crashed)> StateAsync(string what, bool commits, Crash? crash = null)
    {
        CrashingHandler? handler = null;
        using var world = new CosmosWorld(null, inner => handler = new CrashingHandler(inner));
        var clock = new ManualClock();
        await GivenAsync(world.Open(clock), what);
        var sent = world.Bus.Known.Count;
        if (commits)
        {
            handler!.Crash = crash;
            var dying = crash is null ? world.Open(clock) : world.Open(clock, new CrashingTable(world.Table, crash), options => options with
            {
                Wait = (_, _) => Task.CompletedTask,
                Send = (messages, ct) => crash.DoAsync(async () =>
                {
                    await world.Bus.SendAsync(messages, ct);
                    return true;
                }),
            });
            await ActAsync(dying, what);
            handler.Crash = null;
        }

        // Somebody reads before anything was tidied up, and sees no more and no less than after.
        var next = world.Open(clock);
        var seen = await SeenAsync(next);
        clock.SetForward(TimeSpan.FromMinutes(1));
        await world.Open(clock).SweepAsync(default);
        Assert.Equal(seen, await SeenAsync(world.Open(clock)));
        Assert.DoesNotContain(world.Table.Rows, row => row.Partition == "$0open" || row.Row.Parts[0].Contains("prepared", StringComparison.Ordinal));
        var messages = world.Bus.Known.Skip(sent).Select(message => $"{message.Message}").ToList();
        return ($"{seen} sent {string.Join(' ', messages)}", crash?.HasHappened == true);
    }

    private static async Task ActAsync(CosmosLeadStore store, string what)
    {
        try
        {
            Assert.Equal(CommitResult.Committed, await store.CommitAsync(await CommitAsync(store, what), default));
        }
        catch (Exception cause) when (cause is CrashedException or StorageException)
        {
            // It has ended, whatever it made of that.
        }
    }

    private static async Task GivenAsync(CosmosLeadStore store, string what)
    {
        await store.CommitAsync(new Commit { Registers = [new("rotation", "pool", "1", 0), new("workload", "ann", "1", 0)] }, default);
        if (what != "new lead and registers")
        {
            var activities = what == "a full lead" ? Enumerable.Range(0, 45).Select(index => Given.Received($"old{index}")).ToArray() : [Given.Received("old")];
            await store.CommitAsync(new Commit { Lead = Given.Lead("ada"), Visitor = new Visitor { Id = "v1" }, Activities = activities, Messages = Given.Now(Given.Arrived("ld_ada", "s0")) }, default);
        }
    }

    private static async Task<Commit> CommitAsync(CosmosLeadStore store, string what)
    {
        var lead = await store.FindLeadAsync("ld_ada", default);
        RegisterWrite[] writes = [await WriteAsync("rotation", "pool", "2"), await WriteAsync("workload", "ann", "2"), new("effects", "key", "1", 0)];
        Activity[] activities = [Given.Received("old"), Given.Received("new")];
        return what switch
        {
            "registers" => new Commit { Registers = writes },
            "register and message" => new Commit { Registers = writes[..1], Messages = Given.Now(Word) },
            "deletes" => new Commit { Registers = [.. writes[..2].Select(write => write with { Value = null })], Messages = Given.Now(Word) },
            "visitor and timeline" => new Commit { Visitor = new Visitor { Id = "v1", LeadId = "ld_ada", Version = 1 }, ActivitiesOf = "ld_ada", Activities = activities, Messages = Given.Now(Word) },
            "lead" or "a full lead" => new Commit { Lead = lead! with { Gate = "new" }, Activities = activities, Messages = Given.Now(Word, Word) },
            _ => new Commit { Lead = (lead ?? Given.Lead("ada")) with { Gate = "new" }, Registers = writes, Activities = activities, Messages = Given.Now(Word) },
        };

        async Task<RegisterWrite> WriteAsync(string register, string key, string value) => new(register, key, value, (await store.FindRegisterAsync(register, key, default))!.Version);
    }

    private static async Task<string> SeenAsync(CosmosLeadStore store)
    {
        var (lead, visitor) = (await store.FindLeadAsync("ld_ada", default), await store.FindVisitorAsync("v1", default));
        var registers = new List<string>();
        foreach (var register in new[] { "rotation", "workload", "effects" })
        {
            registers.AddRange((await store.ListRegisterAsync(register, null, 10, default)).Select(entry => $"{entry.Key}={entry.Value.Value}"));
        }

        var timeline = (await store.ActivitiesAsync("ld_ada", null, 200, default)).Items.Select(activity => activity.Id);
        return $"{lead?.Gate ?? "-"} v{lead?.Version} {visitor?.LeadId ?? "-"} [{string.Join(' ', registers)}] {string.Join(' ', timeline)}";
    }
}
