using System.Text.Json;
using LeadFunctions.Http.Reading;

namespace LeadFunctions.Http.Tracking;

/// <summary>
/// Reads a beacon in one pass: one event, or an envelope with <c>events</c>. What is no JSON, or names a member twice, is refused whole;
/// an event that makes no sense is refused alone.
/// </summary>
public ref struct BeaconReader
{
    private static readonly Problem Broken = new(ProblemKind.InvalidJson, "The body is not one JSON object in UTF-8, or a member is there twice.");
    private static readonly Problem Foreign = new(ProblemKind.InvalidJson, "The object has a member that a beacon has not.");
    private static readonly Problem TooLarge = new(ProblemKind.TooLarge, "Too many events, or an event is too large.");

    private const int LongestToken = 128;

    private readonly Site _site;
    private readonly LimitOptions _limits;
    private readonly Beacon _beacon;
    private Utf8JsonReader _json;
    private Problem? _problem;
    private string? _visitor;

    private BeaconReader(ReadOnlySpan<byte> body, Site site, LimitOptions limits)
    {
        _site = site;
        _limits = limits;
        _beacon = new Beacon();
        _json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = limits.JsonDepth });
    }

    public static Read<Beacon> Read(ReadOnlySpan<byte> body, Site site, LimitOptions limits)
    {
        if (!RequestBody.IsCleanUtf8(body))
        {
            return Broken;
        }

        try
        {
            var reader = new BeaconReader(body, site, limits);
            reader.ReadWhole(body.Length);
            return reader._problem is { } problem ? problem : reader._beacon;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how the reader reports half a surrogate pair.
            return Broken;
        }
    }

    private void ReadWhole(int length)
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
        {
            _problem = Broken;
            return;
        }

        var single = new EventReader(_site, _limits);
        var seen = BeaconMember.Unknown;
        while (_problem is null && _json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var member = BeaconMembers.Of(ref _json);
            _problem = (seen & member) != 0 ? Broken : null;
            seen |= member;
            _json.Read();
            ReadMember(member, ref single);
        }

        if (_problem is null)
        {
            // Anything after the object is an error of the reader's own.
            _ = _json.Read();
            Finish(seen, single, length);
        }
    }

    private void ReadMember(BeaconMember member, ref EventReader single)
    {
        switch (member)
        {
            case BeaconMember.VisitorId:
                _visitor = _json.TokenType == JsonTokenType.String && _json.ValueSpan.Length <= 64 ? _json.GetString() : _json.TokenType == JsonTokenType.Null ? null : "";
                _json.Skip();
                break;
            case BeaconMember.SentAt:
                _beacon.SentAt = BeaconTime.TryRead(ref _json, out var at) ? at : null;
                _json.Skip();
                break;
            case BeaconMember.Consent:
                _beacon.RefusesTracking = _json.TokenType == JsonTokenType.False;
                _json.Skip();
                break;
            case BeaconMember.Followed:
                _beacon.Followed = _json.TokenType == JsonTokenType.String && _json.ValueSpan.Length <= LongestToken ? _json.GetString() : null;
                _json.Skip();
                break;
            case BeaconMember.WebDriver:
                _beacon.WebDriver = _json.TokenType == JsonTokenType.True;
                break;
            case BeaconMember.Events:
                ReadEvents();
                break;
            default:
                _problem ??= single.Read(ref _json, member) ? null : Broken;
                break;
        }
    }

    private void ReadEvents()
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            _problem = Broken;
            return;
        }

        for (var index = 0; _problem is null && _json.Read() && _json.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == _limits.BatchEvents)
            {
                _problem = TooLarge;
                return;
            }

            var start = _json.BytesConsumed;
            var reader = new EventReader(_site, _limits);
            _problem = reader.ReadObject(ref _json) ? null : Broken;
            Add(index, _json.BytesConsumed - start > _limits.BeaconBody ? "too-large" : reader.Finish(), reader.Event);
        }
    }

    private readonly void Add(int index, string? reason, in BeaconEvent parsed)
    {
        if (reason is null)
        {
            _beacon.Add(parsed);
        }
        else
        {
            _beacon.Reject(index, reason);
        }
    }

    private void Finish(BeaconMember seen, EventReader single, int length)
    {
        var isBatch = (seen & BeaconMember.Events) != 0;
        if (isBatch && ((seen & ~BeaconMember.OfEnvelope) != 0 || single.SawUnknown))
        {
            _problem = Foreign;
        }
        else if (!isBatch && length > _limits.BeaconBody)
        {
            _problem = TooLarge;
        }
        else if (!isBatch)
        {
            Add(0, single.Finish(), single.Event);
        }

        if (_visitor is not null && !VisitorId.IsOne(_visitor))
        {
            _beacon.RejectAll("visitor-id");
        }

        _beacon.VisitorId = _visitor;
    }
}
