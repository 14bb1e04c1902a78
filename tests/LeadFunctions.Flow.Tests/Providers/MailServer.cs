using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace LeadFunctions.Flow.Tests.Providers;

/// <summary>
/// A real SMTP server (npm's smtp-server) on a free port. It takes mail for anybody but for those whose name says otherwise: <c>nobody</c> is refused with
/// 550, <c>busy</c> with 451, at <c>gone</c> the connection ends before the text, at <c>cut</c> after it, at <c>hang</c> no answer comes.
/// </summary>
internal sealed class MailServer : IAsyncDisposable
{
    private const string Package = "smtp-server@3.21.6";

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "leadfunctions-" + Package.Replace('@', '-'));
    private static readonly Lazy<string?> Missing = new(Install);

    private readonly Process _node;

    private MailServer(Process node, int port) => (_node, Port) = (node, port);

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? WhyNot => Missing.Value;

    public int Port { get; }

    /// <param name="login">Asks for the user <c>leads</c> with this password.</param>
    public static async Task<MailServer> StartAsync(string? login = null)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Providers", "mail-server.js");
        var start = new ProcessStartInfo("node", [script, login ?? ""]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["NODE_PATH"] = Path.Combine(Folder, "node_modules");
        var node = Process.Start(start)!;
        var port = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mail server did not start.");
        return new MailServer(node, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The next mail that it took.</summary>
    public async Task<ReceivedMail> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var line = await _node.StandardOutput.ReadLineAsync(patience.Token);
        return JsonSerializer.Deserialize<ReceivedMail>(line!, JsonSerializerOptions.Web)!;
    }

    /// <summary>Ends it, and what it took that nobody asked for.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> RestAsync()
    {
        _node.StandardInput.Close();
        var rest = await _node.StandardOutput.ReadToEndAsync();
        return [.. rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<ReceivedMail>(line, JsonSerializerOptions.Web)!)];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_node.HasExited)
        {
            _node.Kill();
        }

        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private static string? Install()
    {
        try
        {
            if (Directory.Exists(Path.Combine(Folder, "node_modules", "smtp-server")))
            {
                return null;
            }

            Directory.CreateDirectory(Folder);
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--prefix", Folder, "--no-audit", "--no-fund", "--no-package-lock", "--silent", Package]))!;
            return npm.WaitForExit(TimeSpan.FromMinutes(2)) && npm.ExitCode == 0 ? null : $"npm could not install {Package}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not installed";
        }
    }
}

/// <param name="Source">As it came over the wire.</param>
internal sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Source)
{
    /// <summary>The parts as people read them: plain, then HTML.</summary>
    public IReadOnlyList<string> Texts =>
        [.. Source.Split("Content-Transfer-Encoding: base64\r\n\r\n").Skip(1).Select(part => Encoding.UTF8.GetString(Convert.FromBase64String(part[..part.IndexOf("--", StringComparison.Ordinal)])))];
}

/// <summary>Needs npm and its registry; without them the test is skipped and says so.</summary>
public sealed class MailFactAttribute : FactAttribute
{
    public MailFactAttribute() => Skip = MailServer.WhyNot;
}

/// <inheritdoc cref="MailFactAttribute"/>
public sealed class MailTheoryAttribute : TheoryAttribute
{
    public MailTheoryAttribute() => Skip = MailServer.WhyNot;
}
