using System.Text.Json;
using LeadFunctions.Sqlite.Queue;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.Sqlite.Worker;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>A commit written out as JSON on the thread that decided it, so that the writer only binds and steps.</summary>
internal sealed class PreparedCommit
{
    private readonly Commit _commit;
    private readonly byte[]? _lead;
    private readonly byte[]? _visitor;
    private readonly byte[][] _activities;
    private readonly MessageBatch? _messages;

    private PreparedCommit(Commit commit, StepQueues steps)
    {
        _commit = commit;
        _lead = commit.Lead is { } lead ? JsonSerializer.SerializeToUtf8Bytes(lead with { Version = lead.Version + 1 }, WireJson.LeadDocument) : null;
        _visitor = commit.Visitor is { } visitor ? JsonSerializer.SerializeToUtf8Bytes(visitor with { Version = visitor.Version + 1 }, WireJson.Default.Visitor) : null;
        _activities = [.. commit.Activities.Select(activity => JsonSerializer.SerializeToUtf8Bytes(activity, WireJson.Default.Activity))];
        if (commit.Messages.Count > 0)
        {
            _messages = new MessageBatch();
            foreach (var message in commit.Messages)
            {
                _messages.Add(steps.Of(message.Message), message);
            }
        }
    }

    /// <exception cref="ArgumentException">Activities without a lead, or a message that no step takes.</exception>
    public static PreparedCommit Of(Commit commit, StepQueues steps) => commit.Activities.Count > 0 && (commit.Lead?.Id ?? commit.ActivitiesOf) is null
        ? throw new ArgumentException("Activities need a lead: set Lead or ActivitiesOf.", nameof(commit))
        : new PreparedCommit(commit, steps);

    /// <summary>Inside the transaction. First everything is compared with what was read, then everything is written.</summary>
    public CommitResult Apply(Tables tables)
    {
        var leads = tables.Leads;
        var lead = _commit.Lead is { } newLead ? leads.FindLead(newLead.Id) : default;
        var visitor = _commit.Visitor is { } newVisitor ? leads.FindVisitor(newVisitor.Id) : default;
        if ((_commit.Lead is not null && lead.Version != _commit.Lead.Version)
            || (_commit.Visitor is not null && visitor.Version != _commit.Visitor.Version)
            || _commit.Registers.Any(write => leads.RegisterVersion(write.Register, write.Key) != write.Version))
        {
            return CommitResult.Conflict;
        }

        if (_lead is not null)
        {
            leads.Write(_commit.Lead!, _lead, lead.Number);
        }

        if (_visitor is not null)
        {
            leads.Write(_commit.Visitor!, _visitor, visitor);
        }

        WriteRest(tables);
        return CommitResult.Committed;
    }

    /// <summary>After the commit: the messages that go on are on disk.</summary>
    public void Committed(Arrivals arrivals)
    {
        _messages?.ForEach(arrivals, static (arrivals, stored) =>
        {
            if (stored.Seq != 0)
            {
                arrivals.Room.Add(1, stored.Size);
                arrivals.Arrived(stored);
            }
        });
    }

    private void WriteRest(Tables tables)
    {
        for (var index = 0; index < _activities.Length; index++)
        {
            tables.Leads.Add(_commit.Lead?.Id ?? _commit.ActivitiesOf!, _commit.Activities[index], _activities[index]);
        }

        foreach (var write in _commit.Registers)
        {
            tables.Leads.Write(write, tables);
        }

        _messages?.Apply(tables);
    }
}
