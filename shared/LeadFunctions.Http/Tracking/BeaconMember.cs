using System.Text.Json;

namespace LeadFunctions.Http.Tracking;

/// <summary>The members a beacon may have. A bit each, so that one that comes twice is seen.</summary>
[Flags]
public enum BeaconMember
{
    Unknown = 0,
    VisitorId = 1,
    SentAt = 2,
    Consent = 4,
    WebDriver = 8,
    Events = 16,
    Id = 32,
    Name = 64,
    Type = 128,
    At = 256,
    Url = 512,
    Title = 1024,
    Referrer = 2048,
    Properties = 4096,

    /// <summary>Told by some snippets and not used.</summary>
    Session = 8192,

    /// <summary>The link of a mail that was followed.</summary>
    Followed = 16384,

    OfEnvelope = VisitorId | SentAt | Consent | WebDriver | Events | Session | Followed,
    OfEvent = Id | Name | Type | At | Url | Title | Referrer | Properties | Session,
}

public static class BeaconMembers
{
    /// <summary>Which member the reader stands on.</summary>
    public static BeaconMember Of(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Of(reader.ValueSpan);
        }

        Span<byte> plain = stackalloc byte[64];
        return reader.ValueSpan.Length <= plain.Length ? Of(plain[..reader.CopyString(plain)]) : BeaconMember.Unknown;
    }

    private static BeaconMember Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => BeaconMember.Id,
        2 when name.SequenceEqual("at"u8) => BeaconMember.At,
        3 when name.SequenceEqual("url"u8) => BeaconMember.Url,
        4 when name.SequenceEqual("name"u8) => BeaconMember.Name,
        4 when name.SequenceEqual("type"u8) => BeaconMember.Type,
        5 when name.SequenceEqual("title"u8) => BeaconMember.Title,
        6 when name.SequenceEqual("events"u8) => BeaconMember.Events,
        6 when name.SequenceEqual("sentAt"u8) => BeaconMember.SentAt,
        7 when name.SequenceEqual("consent"u8) => BeaconMember.Consent,
        8 when name.SequenceEqual("followed"u8) => BeaconMember.Followed,
        8 when name.SequenceEqual("referrer"u8) => BeaconMember.Referrer,
        9 when name.SequenceEqual("visitorId"u8) => BeaconMember.VisitorId,
        9 when name.SequenceEqual("timestamp"u8) => BeaconMember.At,
        9 when name.SequenceEqual("webdriver"u8) => BeaconMember.WebDriver,
        9 when name.SequenceEqual("sessionId"u8) => BeaconMember.Session,
        10 when name.SequenceEqual("properties"u8) => BeaconMember.Properties,
        _ => BeaconMember.Unknown,
    };
}
