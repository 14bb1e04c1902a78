using System.Globalization;
using LeadFunctions.Chaos.Hosts;
using LeadFunctions.Chaos.Verbs;

const string Usage = "usage: LeadFunctions.Chaos kill [--cycles N] [--clients N] [--seed N] | points | power [--cuts N] [--seed N] | mail [--cycles N] [--seed N]";

try
{
    return args switch
    {
        ["kill", ..] => await new KillLoop(Number("--cycles", 60), Number("--clients", 8), Number("--seed", Environment.TickCount)).RunAsync(),
        ["points", ..] => await new CrashPoints().RunAsync(),
        ["power", ..] => await new PowerCuts(Number("--cuts", 50), Number("--seed", Environment.TickCount)).RunAsync(),
        ["mail", ..] => await new MailLoop(Number("--cycles", 20), Number("--seed", Environment.TickCount)).RunAsync(),
        _ => Say(Usage),
    };
}
catch (RigException failed)
{
    return Say("The rig could not do its work: " + failed.Message);
}

int Number(string name, int otherwise)
{
    var at = Array.IndexOf(args, name);
    return at < 0 ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
}

static int Say(string what)
{
    Console.Error.WriteLine(what);
    return 2;
}
