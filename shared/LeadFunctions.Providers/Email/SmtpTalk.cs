using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace LeadFunctions.Providers.Email;

/// <summary>One conversation with a mail server (RFC 5321): greeting, encryption, login, commands and the text, each with its answer.</summary>
internal sealed class SmtpTalk(SmtpOptions options) : IAsyncDisposable
{
    private const int MostLine = 2_000;
    private const int MostLines = 100;
    private readonly TcpClient _socket = new() { NoDelay = true };
    private readonly byte[] _buffer = new byte[4_096];
    private Stream _stream = Stream.Null;
    private (int At, int End) _unread;
    private IReadOnlyList<string> _offers = [];
    private bool _isOpen;

    /// <summary>The end of the text has been on its way: from then on only an answer can say that the mail was not taken.</summary>
    public bool MayBeTaken { get; private set; }

    public bool Offers(string extension) => _offers.Any(line => line.Split(' ')[0].Equals(extension, StringComparison.OrdinalIgnoreCase));

    /// <returns>Why nothing can be sent here, or null.</returns>
    /// <exception cref="IOException">The line broke, or what came is not SMTP.</exception>
    public async Task<string?> OpenAsync(CancellationToken ct)
    {
        await _socket.ConnectAsync(options.Host, options.Port, ct);
        _stream = _socket.GetStream();
        if (options.Port == SmtpOptions.Encrypted)
        {
            await EncryptAsync(ct);
        }

        if (await ReplyAsync(ct) is { IsYes: false } busy)
        {
            return Said("greeted with", busy);
        }

        await HelloAsync(ct);
        if (options is { StartTls: true, Port: not SmtpOptions.Encrypted })
        {
            if (!Offers("STARTTLS") || await AskAsync("STARTTLS", ct) is { IsYes: false })
            {
                return "the server does not encrypt";
            }

            await EncryptAsync(ct);
            await HelloAsync(ct);
        }

        _isOpen = true;
        return options.User is { } user ? await LogInAsync(user, options.Password ?? "", ct) : null;
    }

    public async Task<SmtpReply> AskAsync(string line, CancellationToken ct)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), ct);
        return await ReplyAsync(ct);
    }

    /// <summary>After a yes to <c>DATA</c>: the whole text, no line of which may be a lone dot, then the dot.</summary>
    public async Task<SmtpReply> TextAsync(byte[] mail, CancellationToken ct)
    {
        var text = Encoding.Latin1.GetString(mail).Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), ct);
        await _stream.FlushAsync(ct);
        MayBeTaken = true;
        return await AskAsync(".", ct) is { Code: not (>= 300 and < 400) } answer ? answer : throw new IOException("the answer is neither yes nor no");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_isOpen)
            {
                await _stream.WriteAsync("QUIT\r\n"u8.ToArray());
            }
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or NotSupportedException)
        {
            // Nobody is there to say goodbye to.
        }

        await _stream.DisposeAsync();
        _socket.Dispose();
    }

    private async Task HelloAsync(CancellationToken ct) => _offers = (await AskAsync("EHLO " + Self(), ct)).Lines.Skip(1).ToList();

    private static string Self() => Uri.CheckHostName(Environment.MachineName) == UriHostNameType.Dns ? Environment.MachineName : "localhost";

    private async Task EncryptAsync(CancellationToken ct)
    {
        // What came in the clear behind the yes could be anybody's, and would be read as the server's.
        if (_unread.At < _unread.End)
        {
            throw new IOException("the server said more before it encrypted");
        }

        var secure = new SslStream(_stream);
        _stream = secure;
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = options.Host, RemoteCertificateValidationCallback = options.Trust }, ct);
    }

    private async Task<string?> LogInAsync(string user, string password, CancellationToken ct)
    {
        var ways = _offers.FirstOrDefault(line => line.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant().Split(' ') ?? [];
        string[]? lines = ways.Contains("PLAIN") ? ["AUTH PLAIN " + Base64($"\0{user}\0{password}")]
            : ways.Contains("LOGIN") ? ["AUTH LOGIN", Base64(user), Base64(password)]
            : null;
        foreach (var line in lines ?? [])
        {
            if (await AskAsync(line, ct) is { IsYes: false } no)
            {
                return Said("the login was answered", no);
            }
        }

        return lines is null ? "the server has no login that this sender knows" : null;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Said(string what, SmtpReply reply) => string.Create(CultureInfo.InvariantCulture, $"{what} {reply.Code}");

    private async Task<SmtpReply> ReplyAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = await LineAsync(ct);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                break;
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
            {
                return new SmtpReply(code, lines);
            }
        }

        throw new IOException("the answer is not SMTP");
    }

    private async Task<string> LineAsync(CancellationToken ct)
    {
        var line = new List<byte>();
        while (line.Count <= MostLine)
        {
            if (_unread.At == _unread.End)
            {
                _unread = (0, await _stream.ReadAsync(_buffer, ct));
                _ = _unread.End > 0 ? 0 : throw new IOException("the server hung up");
            }

            var next = _buffer[_unread.At++];
            if (next == '\n')
            {
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(next);
        }

        throw new IOException("the answer is too long");
    }
}

/// <param name="Lines">Without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>Done, or go on.</summary>
    public bool IsYes => Code is >= 200 and < 400;
}
