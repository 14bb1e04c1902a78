using LeadFunctions.Sqlite.Storage;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>Forgets what is past its time, a little at a time: message ids and visitors that did not come back.</summary>
internal sealed class Housekeeping(SqliteOptions options) : WorkItem
{
    public override void Apply(Tables tables)
    {
        tables.Messages.Forget(tables.Now - options.MessageIdRetention.Ticks);
        tables.Leads.ForgetVisitors(tables.Now - options.VisitorRetention.Ticks);
    }

    /// <summary>Nobody waits; what could not be done now is done the next time.</summary>
    public override void Complete()
    {
    }
}
