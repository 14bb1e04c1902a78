using System.Diagnostics;
using System.Text.Json;

namespace LeadFunctions.Flow.Tests.Providers;

/// <summary>Somebody else's reader of mails: the email package of Python, which also says what is wrong with one.</summary>
internal static class MailReader
{
    private const string Script = """
        import email, email.header, email.policy, email.utils, json, sys
        text = sys.stdin.buffer.read().decode('utf-8')
        mail, plain = email.message_from_string(text, policy=email.policy.SMTPUTF8), email.message_from_string(text)
        words = lambda name: str(email.header.make_header(email.header.decode_header(name)))
        box = lambda name: [[words(n), a] for n, a in email.utils.getaddresses(plain.get_all(name, []))]
        json.dump({
            'from': box('From'), 'to': box('To'), 'replyTo': box('Reply-To'), 'subject': str(mail['Subject']), 'messageId': str(mail['Message-ID']),
            'date': mail['Date'].datetime.isoformat(), 'type': mail.get_content_type(), 'headers': [[k, str(v)] for k, v in mail.items()],
            'parts': [[p.get_content_type(), p.get_content().replace('\r\n', '\n')] for p in mail.iter_parts()],
            'defects': [repr(d) for p in mail.walk() for d in list(p.defects) + [d for v in p.values() for d in getattr(v, 'defects', [])]
                        if type(d).__name__ != 'NonASCIILocalPartDefect'],  # RFC 6532 allows it
        }, sys.stdout)
        """;

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? WhyNot { get; } = Find();

    public static async Task<ReadMail> ReadAsync(byte[] mail)
    {
        var start = new ProcessStartInfo("python3", ["-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["PYTHONUTF8"] = "1";
        using var python = Process.Start(start)!;
        var read = JsonSerializer.DeserializeAsync<ReadMail>(python.StandardOutput.BaseStream, JsonSerializerOptions.Web);
        await python.StandardInput.BaseStream.WriteAsync(mail);
        python.StandardInput.Close();
        return (await read)!;
    }

    private static string? Find()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import email.policy"]))!;
            python.WaitForExit();
            return python.ExitCode == 0 ? null : "python3 has no email package";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "python3 is not installed";
        }
    }
}

/// <param name="From">Names and addresses.</param>
/// <param name="Parts">Types and texts.</param>
/// <param name="Defects">What the reader had to forgive.</param>
internal sealed record ReadMail(
    IReadOnlyList<IReadOnlyList<string>> From, IReadOnlyList<IReadOnlyList<string>> To, IReadOnlyList<IReadOnlyList<string>> ReplyTo, string Subject, string MessageId, DateTimeOffset Date, string Type,
    IReadOnlyList<IReadOnlyList<string>> Headers, IReadOnlyList<IReadOnlyList<string>> Parts, IReadOnlyList<string> Defects);

/// <summary>Needs python3; without it the test is skipped and says so.</summary>
public sealed class ReaderFactAttribute : FactAttribute
{
    public ReaderFactAttribute() => Skip = MailReader.WhyNot;
}

/// <inheritdoc cref="ReaderFactAttribute"/>
public sealed class ReaderTheoryAttribute : TheoryAttribute
{
    public ReaderTheoryAttribute() => Skip = MailReader.WhyNot;
}
