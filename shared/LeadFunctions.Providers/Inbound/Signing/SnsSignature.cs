using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using LeadFunctions.Providers.Inbound.Reading;

namespace LeadFunctions.Providers.Inbound.Signing;

/// <summary>The signature of an SNS message: RSA with SHA-1 (version 1) or SHA-256 (version 2) over its members in a fixed order.</summary>
internal static class SnsSignature
{
    private static readonly string[] OfNotification = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] OfConfirmation = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    public static bool Holds(JsonElement message, X509Certificate2 certificate)
    {
        var signature = new byte[1024];
        if (message.Text("Signature") is not { Length: <= 1024 } given || !Convert.TryFromBase64String(given, signature, out var length))
        {
            return false;
        }

        using var key = certificate.GetRSAPublicKey();
        return AlgorithmOf(message) is { } algorithm
            && key?.VerifyData(Encoding.UTF8.GetBytes(StringToSign(message)), signature.AsSpan(0, length), algorithm, RSASignaturePadding.Pkcs1) == true;
    }

    /// <summary>Name and value on lines of their own, in the order of the bytes of the names; a subject only when there is one.</summary>
    public static string StringToSign(JsonElement message)
    {
        var text = new StringBuilder();
        foreach (var name in message.Text("Type") == "Notification" ? OfNotification : OfConfirmation)
        {
            // Not cut, as texts elsewhere are: all of it was signed.
            if (message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                text.Append(name).Append('\n').Append(Whole(value)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>A text however long; null when it has half a surrogate pair.</summary>
    public static string? Whole(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static HashAlgorithmName? AlgorithmOf(JsonElement message) => message.Text("SignatureVersion") switch
    {
        "1" => HashAlgorithmName.SHA1,
        "2" => HashAlgorithmName.SHA256,
        _ => null,
    };
}
