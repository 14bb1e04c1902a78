using LeadFunctions.Cosmos;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>A process that reads a lead and two rows, adds one to what its kind of commit is about, and commits that with a message; or one that sweeps.</summary>
/// <param name="kind"><c>… lead</c>, <c>rows</c>, <c>visitor</c>, <c>… alone</c> for a commit of one cell, <c>row goes</c>, or <c>sweep</c>.</param>
/// <param name="name">Of the lead and the rows.</param>
internal sealed class Adding(CosmosLeadStore store, string kind, string name, string who)
{
    private static readonly string[] Rows = ["a", "b"];

    /// <summary>Null: it was not told.</summary>
    public CommitResult? Result { get; private set; }

    /// <summary>What is there to add to.</summary>
    public static Commit Before(string name, bool withLead) =>
        new() { Lead = withLead ? Given.Lead(name) : null, Registers = [.. Rows.Select(row => new RegisterWrite(row, name, "0", 0))] };

    /// <summary>What anybody can see of it, messages included.</summary>
    public static async Task<string> SeenAsync(CosmosLeadStore store, SentMessages bus, string name)
    {
        var rows = new List<string?>();
        foreach (var row in Rows)
        {
            rows.Add((await store.FindRegisterAsync(row, name, default))?.Value ?? "-");
        }

        var timeline = (await store.ActivitiesAsync("ld_" + name, null, 10, default)).Items.Select(activity => activity.Id);
        var messages = bus.Known.Select(sent => ((Message.LeadDue)sent.Message).LeadId.Split(' ')).Where(parts => parts[0] == name).Select(parts => parts[1]);
        var visitor = await store.FindVisitorAsync("v" + name, default);
        return Text((await store.FindLeadAsync("ld_" + name, default))?.Reroutings, rows, [.. timeline], [.. messages]) + (visitor is null ? "" : " visitor");
    }

    /// <summary>As <see cref="SeenAsync"/> says it when these, and no others, have committed.</summary>
    public static string Sum(bool hadLead, params Adding[] committed)
    {
        var ofLead = committed.Count(one => one.Kind.EndsWith("lead", StringComparison.Ordinal));
        return Text(hadLead || ofLead > 0 ? ofLead : null, [.. Rows.Select(_ => $"{committed.Length}")], [.. committed.Where(one => one.Kind != "rows").Select(one => one.Who)], [.. committed.Select(one => one.Who)])
            + (committed.Any(one => one.Kind == "visitor") ? " visitor" : "");
    }

    public async Task RunAsync()
    {
        if (kind == "sweep")
        {
            // Where the bus does not answer it ends nothing, and says so.
            await Record.ExceptionAsync(() => store.SweepAsync(default));
            return;
        }

        var commit = new Commit { Registers = await WritesAsync(), Messages = Given.Now(new Message.LeadDue($"{name} {who}")) };
        Result = await store.CommitAsync(kind switch
        {
            "rows" => commit,
            "row alone" => new Commit { Registers = [commit.Registers[0]] },
            "row goes" => new Commit { Registers = [commit.Registers[0] with { Value = null }] },
            "visitor" => commit with { Visitor = new Visitor { Id = "v" + name }, ActivitiesOf = "ld_" + name, Activities = [Given.Received(who)] },
            "lead alone" => new Commit { Lead = await LeadAsync(), Activities = [Given.Received(who)] },
            _ => commit with { Lead = await LeadAsync(), Activities = [Given.Received(who)] },
        }, default);
    }

    private string Kind => kind;

    private string Who => who;

    private async Task<RegisterWrite[]> WritesAsync()
    {
        var writes = new List<RegisterWrite>();
        foreach (var row in Rows)
        {
            var entry = await store.FindRegisterAsync(row, name, default);
            writes.Add(new RegisterWrite(row, name, $"{int.Parse(entry?.Value ?? "0") + 1}", entry?.Version ?? 0));
        }

        return [.. writes];
    }

    private async Task<Lead> LeadAsync()
    {
        var lead = await store.FindLeadAsync("ld_" + name, default) ?? Given.Lead(name);
        return lead with { Reroutings = lead.Reroutings + 1 };
    }

    private static string Text(int? lead, IReadOnlyList<string?> rows, IReadOnlyList<string> timeline, IReadOnlyList<string> messages) =>
        $"lead {lead}, rows {string.Join(' ', rows)}, timeline {string.Join(' ', timeline.Order(StringComparer.Ordinal))}, sent {string.Join(' ', messages.Order(StringComparer.Ordinal))}";
}
