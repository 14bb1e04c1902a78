using System.Security.Cryptography;
using System.Text;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A hosted form's answers under the playbook's form. Unlike a post to our own address nothing is refused, since nobody would see the refusal: what is
/// too long is cut, what maps to no attribute is kept as a free answer. Names are compared without case, accents, blanks and dashes, as they are labels.
/// </summary>
public sealed class AnswersAsSignal
{
    private const int MostAnswers = 64;
    private const int LongestName = 100;
    private const int LongestValue = 4_096;
    private const int LongestUrl = 2_048;
    private const int LongestTag = 200;

    private readonly FormDefinition _form;
    private readonly Dictionary<string, string> _attributeOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _free = new(StringComparer.Ordinal);
    private readonly Tags _tags = new(LongestTag);
    private string? _email;
    private string? _visitor;
    private Consent? _consent;
    private bool _isSpam;

    private AnswersAsSignal(FormDefinition form)
    {
        _form = form;
        foreach (var (input, attribute) in form.Fields)
        {
            _attributeOf.TryAdd(Label.Fold(input), attribute);
        }
    }

    /// <returns>Null when no answer is an email address. The signal has no id yet.</returns>
    public static (string Email, Signal Signal)? Read(FormAnswers answers, FormDefinition form, DateTimeOffset now)
    {
        var read = new AnswersAsSignal(form);
        foreach (var answer in answers.Answers.Where(answer => answer.Value.Length > 0))
        {
            read.Take(answer);
        }

        var email = read._email ?? OnlyAddress(answers.Answers.Where(answer => answer.IsEmail)) ?? OnlyAddress(answers.Answers);
        return email is null ? null : (email, read.Signal(answers, now));
    }

    private Signal Signal(FormAnswers answers, DateTimeOffset now)
    {
        var url = WebUrl(answers.PageUrl);
        var evidence = _isSpam ? ["honeypot"] : answers.Machine;
        return new Signal("", _form.Signal, answers.At < now ? answers.At : now, SignalSource.Form(_form.Id))
        {
            VisitorId = evidence is null ? _visitor ?? answers.VisitorId : null,
            Page = url is null ? null : new PageView(url, answers.PageTitle is { } title ? Tags.Cut(title, LongestTag) : null),
            Attribution = _tags.On(url, null),
            Fields = _attributes.Count > 0 ? _attributes : null,
            Answers = _free.Count > 0 ? _free : null,
            Consent = _consent ?? answers.Consent,
            Verdict = evidence is null ? Verdict.Unknown : Verdict.Machine,
            VerdictReasons = evidence,
        };
    }

    private void Take(FormAnswer answer)
    {
        var value = Clean(answer.Value, LongestValue);
        if (answer.Names.Any(name => Same(name, _form.Honeypot) || Same(name, "_gotcha")))
        {
            _isSpam = true;
        }
        else if (_form.ConsentField is { } consent && answer.Names.Any(name => Label.Fold(name) == Label.Fold(consent)))
        {
            // Only an explicit yes, as in a form of our own.
            _consent ??= value is "true" or "yes" or "on" ? new Consent("marketing", true, TextVersion()) : null;
        }
        else if (answer.Names.Any(name => Same(name, "visitorId")) && IsVisitor(value))
        {
            _visitor = value;
        }
        else if (answer.Names.Select(AttributeOf).FirstOrDefault(attribute => attribute is not null) is not { } attribute || !TakeAs(attribute, value))
        {
            if (!answer.Names.Any(name => _tags.Take(name, value)))
            {
                Keep(answer.Names.Count > 0 ? answer.Names[0] : "", value);
            }
        }
    }

    /// <returns>False when the attribute is there already, or the email is none: then it is a free answer.</returns>
    private bool TakeAs(string attribute, string value)
    {
        if (attribute != "email")
        {
            return _attributes.TryAdd(attribute, value);
        }

        var isFirst = _email is null;
        _email ??= EmailAddress.Normalise(value);
        return isFirst && _email is not null;
    }

    private string? AttributeOf(string name) => _attributeOf.GetValueOrDefault(Label.Fold(name)) ?? (Label.Fold(name) == "email" ? "email" : null);

    private void Keep(string name, string value)
    {
        var shown = Clean(name, LongestName);
        if (shown.Length > 0 && (_free.Count < MostAnswers || _free.ContainsKey(shown)))
        {
            _free[shown] = _free.TryGetValue(shown, out var before) ? Tags.Cut(before + ", " + value, LongestValue) : value;
        }
    }

    private string? TextVersion() =>
        _form.ConsentText is { } text ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6)) : null;

    /// <summary>The address among the answers when there is exactly one.</summary>
    private static string? OnlyAddress(IEnumerable<FormAnswer> answers)
    {
        var found = answers.Select(answer => EmailAddress.Normalise(answer.Value)).OfType<string>().Distinct(StringComparer.Ordinal).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsVisitor(string text) => text.Length is >= 8 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private static string? WebUrl(string? url) =>
        url is not null && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            ? Tags.Cut(Clean(url, LongestUrl), LongestUrl)
            : null;

    // Control characters in somebody's answer are an accident of pasting, or an attack.
    private static string Clean(string text, int longest) =>
        Tags.Cut(text.Any(IsBad) ? string.Concat(text.Where(letter => !IsBad(letter))) : text, longest).Trim();

    private static bool IsBad(char letter) => char.IsControl(letter) && letter is not ('\t' or '\r' or '\n');
}
