using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LeadFunctions.Http.Auth;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>
/// What a program gets for a function key, which only the Functions host can check: a token good for an hour, signed with the deployment's key. Nothing is
/// stored; a key that is taken away gives no more of them.
/// </summary>
/// <param name="secret">32 bytes, made of the deployment's key.</param>
/// <param name="role">Of whoever has a function key; <c>service</c> unless a developer's machine says otherwise.</param>
public sealed class ServiceTokens(byte[] secret, Role role)
{
    public const string Purpose = "service-token";
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Mark = "lft";
    private const int LongestToken = 512;

    /// <param name="name">Of the program; it signs what it does.</param>
    public string Issue(string name, DateTimeOffset now)
    {
        var body = FormattableString.Invariant($"{Mark}.{(now + Lifetime).ToUnixTimeSeconds()}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(name))}");
        return $"{body}.{SignatureOf(body)}";
    }

    /// <returns>Null when it is none of ours, or over.</returns>
    public Caller? Read(string token, DateTimeOffset now)
    {
        if (token.Length > LongestToken || token.Split('.') is not [Mark, var until, var name, var signature])
        {
            return null;
        }

        var signed = Encoding.ASCII.GetBytes(SignatureOf($"{Mark}.{until}.{name}"));
        return CryptographicOperations.FixedTimeEquals(signed, Encoding.UTF8.GetBytes(signature)) && long.Parse(until, System.Globalization.CultureInfo.InvariantCulture) > now.ToUnixTimeSeconds()
            ? new Caller(role, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(name)))
            : null;
    }

    private string SignatureOf(string body) => Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(body)));
}
