using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using HandlebarsDotNet;
using LeadFunctions.Domain.Nurture;

namespace LeadFunctions.UseCases.Mail;

/// <summary>
/// One text of the playbook to a mail in HTML and in plain text. The author writes paragraphs; what comes from a lead is a value, escaped for either form and
/// kept on one line, so nobody's name can become a link or a heading. Nothing can be called from a text but <c>link</c> and <c>button</c>.
/// </summary>
public static class RenderMail
{
    /// <summary>More than this and a text is refused: no mail is that long.</summary>
    public const int MostCharacters = 100_000;

    private static readonly ConditionalWeakTable<MailText, Compiled> Known = [];

    // Rendering stays on its thread; the helpers, compiled once for all mails, find this mail's links here.
    [ThreadStatic]
    private static LinkSink? _sink;

    /// <param name="link">From a link's place in the mail and where it leads to the address that is written into the mail.</param>
    /// <exception cref="MailTextException">The text is no Handlebars, links to nowhere, or is too long; says which.</exception>
    public static RenderedMail Of(MailText text, MailValues values, Func<int, string, string> link)
    {
        try
        {
            var compiled = Known.GetValue(text, static text => new Compiled(Compile(text.Subject), Compile(text.Body), Compile(EscapeLiterals(text.Body))));
            var subject = new LinkSink(values.Site, (_, _, _) => throw new MailTextException("a subject has no links"));
            var plain = new LinkSink(values.Site, (place, label, target) => $"{label}: {link(place, target)}");
            var html = new LinkSink(values.Site, (place, label, target) => $"<a href=\"{WebUtility.HtmlEncode(link(place, target))}\">{WebUtility.HtmlEncode(label)}</a>");
            return new RenderedMail(
                MailValues.OneLine(Run(compiled.Subject, values.Plain(), subject)),
                Run(compiled.Html, values.Html(), html),
                Run(compiled.Plain, values.Plain(), plain),
                plain.Targets);
        }
        catch (Exception wrong) when (wrong is HandlebarsException or MailTextException)
        {
            throw new MailTextException($"the text '{text.Id}' cannot be rendered: {wrong.Message}", wrong);
        }
    }

    private static HandlebarsTemplate<TextWriter, object, object> Compile(string template)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
        foreach (var name in new[] { "link", "button" })
        {
            handlebars.RegisterHelper(name, (output, _, arguments) => output.WriteSafeString(arguments.Length == 2
                ? _sink!.Add(WebUtility.HtmlDecode(arguments[0]?.ToString() ?? ""), WebUtility.HtmlDecode(arguments[1]?.ToString() ?? ""))
                : throw new MailTextException(name + " takes a label and an address")));
        }

        return handlebars.Compile(new StringReader(template));
    }

    private static string Run(HandlebarsTemplate<TextWriter, object, object> template, object values, LinkSink sink)
    {
        using var writer = new CappedWriter(MostCharacters);
        _sink = sink;
        try
        {
            template(writer, values);
            return writer.ToString();
        }
        finally
        {
            _sink = null;
        }
    }

    /// <summary>A path of the website, or a web address; nothing else may be linked.</summary>
    private static string Absolute(string target, string site)
    {
        if (target.StartsWith('/') && !target.StartsWith("//", StringComparison.Ordinal) && !target.Contains('\\', StringComparison.Ordinal))
        {
            return site + target;
        }

        // A host that is not written in ASCII is read as another one by some; one that begins like ours is there to be taken for it.
        return Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0
            && target.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase) && !target.Contains('\\', StringComparison.Ordinal)
            && Ascii.IsValid(uri.Host) && target.AsSpan(uri.Scheme.Length + 3).StartsWith(uri.Host, StringComparison.OrdinalIgnoreCase)
            && !(Uri.TryCreate(site, UriKind.Absolute, out var own) && uri.Host.StartsWith(own.Host + ".", StringComparison.OrdinalIgnoreCase))
            ? target
            : throw new MailTextException($"'{target}' is no address to link to; write /a-path of your website or https://…");
    }

    /// <summary>What the author typed between the mustaches is text, not markup.</summary>
    private static string EscapeLiterals(string body)
    {
        var escaped = new StringBuilder(body.Length + 64);
        for (var at = 0; at < body.Length;)
        {
            var open = body.IndexOf("{{", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : body.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                return escaped.Append(WebUtility.HtmlEncode(body[at..])).ToString();
            }

            escaped.Append(WebUtility.HtmlEncode(body[at..open])).Append(body, open, close + 2 - open);
            at = close + 2;
        }

        return escaped.ToString();
    }

    private sealed record Compiled(
        HandlebarsTemplate<TextWriter, object, object> Subject, HandlebarsTemplate<TextWriter, object, object> Plain, HandlebarsTemplate<TextWriter, object, object> Html);

    /// <summary>Collects where a mail's links lead, and writes them in its form.</summary>
    private sealed class LinkSink(string site, Func<int, string, string, string> write)
    {
        public List<string> Targets { get; } = [];

        public string Add(string label, string target)
        {
            Targets.Add(Absolute(target, site));
            return write(Targets.Count - 1, label, Targets[^1]);
        }
    }

    private sealed class CappedWriter(int most) : StringWriter
    {
        public override void Write(char value) => base.Write(Room(1, value));

        public override void Write(string? value) => base.Write(Room(value?.Length ?? 0, value));

        public override void Write(char[] buffer, int index, int count) => base.Write(Room(count, buffer), index, count);

        public override void Write(ReadOnlySpan<char> buffer)
        {
            _ = Room(buffer.Length, 0);
            base.Write(buffer);
        }

        private T Room<T>(int more, T value) => GetStringBuilder().Length + more > most ? throw new MailTextException($"longer than {most} characters") : value;
    }
}

/// <summary>A mail's words, before the frame that every mail has.</summary>
/// <param name="Links">Where its links lead, in order.</param>
public sealed record RenderedMail(string Subject, string Html, string Text, IReadOnlyList<string> Links);

/// <summary>A text of the playbook that makes no mail: a mistake of its author.</summary>
public sealed class MailTextException(string message, Exception? cause = null) : Exception(message, cause);
