using System.CommandLine;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using Microsoft.AspNetCore.Connections;

var root = new RootCommand("LeadFunctions: forms, page views and decisions in; scored, explained, routed leads out.")
{
    Serve.Command(),
    Demo.Command(),
    Submit.Command(),
    Import.Command(),
    Explain.Command(),
    Report.Command(),
    Check.Command(),
    Backtest.Command(),
    Suggest.Command(),
    Erase.Command(),
    Export.Command(),
    Backup.BackupCommand(),
    Backup.RestoreCommand(),
    Publish.Command(),
    Versions.Command(),
};
Serve.AsDefault(root);

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (SetupException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
{
    Console.Error.WriteLine(missing.Message);
    return 2;
}
catch (IOException refused) when (refused.InnerException is AddressInUseException)
{
    Console.Error.WriteLine("Something else listens there already; give another address with --urls. " + refused.Message);
    return 2;
}
