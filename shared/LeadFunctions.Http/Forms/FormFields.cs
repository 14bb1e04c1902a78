using System.Security.Cryptography;
using System.Text;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;

namespace LeadFunctions.Http.Forms;

/// <summary>Sorts a form's inputs: the email, attributes the form maps, the consent it asks for, campaign tags; the rest are answers, kept as text and nothing else.</summary>
public sealed class FormFields(SiteForm form, LimitOptions limits)
{
    private readonly List<FieldError> _errors = [];

    public string? Email { get; private set; }

    public Dictionary<string, string> Attributes { get; } = [];

    public Dictionary<string, string> Answers { get; } = [];

    public Consent? Consent { get; private set; }

    public Tags Tags { get; } = new(limits.Utm);

    /// <returns>A 400 when a field that can only be there once comes again; wrong values wait for <see cref="Wrong"/>.</returns>
    public Problem? Take(string name, string value)
    {
        if (name.Equals(form.Form.ConsentField, StringComparison.OrdinalIgnoreCase))
        {
            Consent ??= Given(value);
            return null;
        }

        if (form.AttributeOf(name) is { } attribute)
        {
            return TakeAttribute(name, attribute, value);
        }

        if (!Tags.Take(name, value))
        {
            // Check boxes and multiple choices come as repeated names.
            Answers[name] = Answers.TryGetValue(name, out var before) ? before + ", " + value : value;
        }

        return null;
    }

    /// <summary>A 422 that names every wrong field, or null.</summary>
    public Problem? Wrong()
    {
        if (Email is null && !_errors.Any(error => error.Pointer.EndsWith("email", StringComparison.OrdinalIgnoreCase)))
        {
            _errors.Add(new("#/email", "An email address is required."));
        }

        return _errors.Count == 0 ? null : new Problem(ProblemKind.InvalidFields, "A field is not valid; see errors.") { Errors = _errors };
    }

    private Problem? TakeAttribute(string name, string attribute, string value)
    {
        if (attribute == "email" ? Email is not null : Attributes.ContainsKey(attribute))
        {
            return new Problem(ProblemKind.InvalidForm, "A field is there twice.") { Errors = [new("#/" + name, "Only one value is possible.")] };
        }

        if (attribute == "email")
        {
            Email = EmailAddress.Normalise(value);
            AddErrorIf(Email is null, name, "This is not an email address.");
        }
        else
        {
            Attributes[attribute] = value;
            AddErrorIf(value.Length > LongestOf(attribute), name, "This is too long.");
        }

        return null;
    }

    private void AddErrorIf(bool isWrong, string name, string detail)
    {
        if (isWrong)
        {
            _errors.Add(new("#/" + name, detail));
        }
    }

    private int LongestOf(string attribute) => attribute switch
    {
        "name" or "firstName" or "lastName" or "title" => limits.PersonName,
        "company" => limits.Company,
        _ => limits.FieldValue,
    };

    // Only an explicit yes; a 1, a checked-by-default "checked" or any other truthy text is none.
    private Consent? Given(string value) => value is "true" or "yes" or "on" ? new Consent("marketing", true, TextVersion()) : null;

    private string? TextVersion() =>
        form.Form.ConsentText is { } text ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6)) : null;
}
