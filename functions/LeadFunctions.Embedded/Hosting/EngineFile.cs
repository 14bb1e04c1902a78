using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>The database of a data folder, <c>DIR/leads.db</c>.</summary>
public static class EngineFile
{
    /// <exception cref="SetupException">In use, damaged, or not ours: the message says which and what to do.</exception>
    public static SqliteEngine Open(RunOptions options, IConfiguration configuration, TimeProvider clock, ILoggerFactory logs, FatalFault fatal)
    {
        try
        {
            return SqliteEngine.Open(
                new SqliteOptions
                {
                    Path = Path.Combine(options.DataFolder, "leads.db"),
                    OnFatal = fatal.Raise,
                    Pumps = configuration.GetValue("Engine:Pumps", Environment.ProcessorCount),
                    SyncEveryCommit = configuration["Engine:Synchronous"] is not "NORMAL",
                    AcceptMissingLog = configuration.GetValue<bool>("Engine:AcceptMissingLog"),
                },
                clock, logs);
        }
        catch (StoreInUseException)
        {
            throw new SetupException($"{options.DataFolder} is in use by another LeadFunctions. Stop it, or give another folder with --data.");
        }
        catch (StorageException refused)
        {
            throw new SetupException(refused.Message);
        }
    }
}
