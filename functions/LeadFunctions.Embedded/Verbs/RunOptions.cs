using System.CommandLine;

namespace LeadFunctions.Embedded.Verbs;

/// <summary>Options that most verbs share.</summary>
public sealed record RunOptions(string Urls, string DataFolder, string Playbook)
{
    public static readonly Option<string> UrlsOption = new("--urls")
    {
        Description = "Where to listen (serve, demo)",
        DefaultValueFactory = _ => "http://localhost:7071",
    };

    public static readonly Option<string> DataOption = new("--data")
    {
        Description = "The data folder: database, keys, outbox",
        DefaultValueFactory = _ => "./data",
    };

    public static readonly Option<string> PlaybookOption = new("--playbook")
    {
        Description = "b2b, handbook, blank, or the path of your own file",
        DefaultValueFactory = _ => "b2b",
    };

    /// <summary>The host talks to itself (demo, submit): no rate limits.</summary>
    public bool OwnTraffic { get; init; }

    /// <summary>Where people will reach what is written now, when that is not where this host listens: a history is played on a port of its own.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The channel <c>console</c> says nothing.</summary>
    public bool Silent { get; init; }

    /// <summary>Only errors are logged.</summary>
    public bool Quiet { get; init; }

    /// <summary>Of a verb that listens nowhere.</summary>
    public static RunOptions Local(ParseResult line) =>
        new("http://127.0.0.1:0", Path.GetFullPath(line.GetValue(DataOption)!), line.GetValue(PlaybookOption)!);

    public static RunOptions From(ParseResult line) =>
        new(line.GetValue(UrlsOption)!, Path.GetFullPath(line.GetValue(DataOption)!), line.GetValue(PlaybookOption)!);
}
