using System.Text.Json;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Http.Reading;
using LeadFunctions.UseCases;

namespace LeadFunctions.Http.Tracking;

/// <summary>Reads one event. Keeps the first reason why it makes no sense, and goes on to its end.</summary>
public struct EventReader(Site site, LimitOptions limits)
{
    private const int LongestName = 64;

    private BeaconEvent _event;
    private string? _reason;
    private string? _signal;
    private bool _isNamed;
    private bool _isPage;

    public readonly BeaconEvent Event => _event;

    public bool SawUnknown { get; private set; }

    /// <returns>False when a member is there twice.</returns>
    public bool ReadObject(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            _reason = "not-an-object";
            return true;
        }

        var seen = BeaconMember.Unknown;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = BeaconMembers.Of(ref json);
            if ((seen & member) != 0)
            {
                return false;
            }

            seen |= member;
            json.Read();
            if (!Read(ref json, member & BeaconMember.OfEvent))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads one member's value. Null counts as not sent.</summary>
    /// <returns>False when a property of it is there twice.</returns>
    public bool Read(ref Utf8JsonReader json, BeaconMember member)
    {
        if (member == BeaconMember.Properties)
        {
            var isOnce = EventProperties.Read(ref json, limits, out var properties, out var isGood);
            _event.Properties = properties;
            RefuseUnless(isGood, "properties");
            return isOnce;
        }

        if (json.TokenType != JsonTokenType.Null)
        {
            ReadValue(ref json, member);
        }

        json.Skip();
        return true;
    }

    /// <summary>Names the signal once everything is known.</summary>
    /// <returns>Why the event is refused; null when it is good.</returns>
    public string? Finish()
    {
        if (_reason is null && _isNamed && !_isPage)
        {
            _event.Signal = _signal;
            return _signal is null ? "unknown-signal" : null;
        }

        _event.Signal = _event.Url is null ? null : site.Pages.SignalOf(_event.Url);
        return _reason ?? (_event.Url is null ? "url" : null);
    }

    private void ReadValue(ref Utf8JsonReader json, BeaconMember member)
    {
        switch (member)
        {
            case BeaconMember.Id:
                // One more than may be, so that a longer one is refused and not cut.
                _event.Id = Text(ref json, "id", EventWords.LongestId + 1);
                RefuseUnless(_event.Id is not null && EventWords.IsId(_event.Id), "id");
                break;
            case BeaconMember.Name or BeaconMember.Type:
                ReadName(ref json, member);
                break;
            case BeaconMember.At:
                RefuseUnless(BeaconTime.TryRead(ref json, out var at), "at");
                _event.At = at;
                break;
            case BeaconMember.Url:
                _event.Url = Text(ref json, "url", limits.Url);
                RefuseUnless(_event.Url is not null && EventWords.IsWeb(_event.Url), "url");
                break;
            case BeaconMember.Title:
                _event.Title = Text(ref json, "title", limits.Utm);
                break;
            case BeaconMember.Referrer:
                // Empty for a direct visit; an app's address is of no use.
                _event.Referrer = Text(ref json, "referrer", limits.Url) is { } referrer && EventWords.IsWeb(referrer) ? referrer : null;
                break;
            case BeaconMember.Unknown:
                SawUnknown = true;
                RefuseUnless(false, "unknown-member");
                break;
        }
    }

    // A name says more than a type: {"type":"event","name":"trial-signup"}.
    private void ReadName(ref Utf8JsonReader json, BeaconMember member)
    {
        if (member == BeaconMember.Type && _isNamed)
        {
            return;
        }

        Span<char> name = stackalloc char[LongestName];
        if (json.TokenType != JsonTokenType.String || json.ValueSpan.Length > name.Length)
        {
            RefuseUnless(false, "unknown-signal");
            return;
        }

        name = name[..json.CopyString(name)];
        _isNamed = true;
        _isPage = name is SignalDefinition.PageView or "page" or "pageview";
        _signal = _isPage ? null : site.Signal(name);
    }

    private string? Text(ref Utf8JsonReader json, string reason, int length)
    {
        var text = json.TokenType == JsonTokenType.String ? json.GetString() : null;
        RefuseUnless(text is not null && !Inputs.HasControl(text), reason);
        return text is null ? null : Tags.Cut(text, length);
    }

    private void RefuseUnless(bool good, string reason) => _reason ??= good ? null : reason;
}
