using LeadFunctions.Sqlite.Storage;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>Forgets what is past its time, a little at a time: message ids and visitors that did not come back.</summary>
internal sealed class Housekeeping(SqliteOptions options, Writer writer) : WorkItem
{
    private bool _more;

    public override void Apply(Tables tables)
    {
        _more = tables.Messages.Forget(tables.Now - options.MessageIdRetention.Ticks);
        _more |= tables.Leads.ForgetVisitors(tables.Now - options.VisitorRetention.Ticks);
    }

    /// <summary>Nobody waits; what could not be done now is done the next time.</summary>
    public override void Complete()
    {
        if (_more && Error is null)
        {
            writer.Submit(new Housekeeping(options, writer));
        }
    }
}
