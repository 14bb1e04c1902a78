using System.Security.Cryptography;
using System.Text;
using LeadFunctions.Domain.Identity;

namespace LeadFunctions.UseCases;

/// <summary>Where ids come from: random ones of 128 bits, and the keyed id of a lead. One per host; tests give their own draws.</summary>
/// <param name="leadKey">The deployment's 32 random bytes (register <c>deployment</c>, key <c>lead-id-key</c>): lost, every lead gets a new id.</param>
/// <param name="random">Fills a span; null uses the system's generator.</param>
public sealed class NewId(byte[] leadKey, Action<Span<byte>>? random = null)
{
    public string LeadIdOf(string email) => LeadId.Of(email, leadKey);

    /// <summary>The same id for the same content, which tells nobody the content: for repeats that must be recognised.</summary>
    public string Of(string kind, ReadOnlySpan<byte> content)
    {
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(leadKey, content, mac);
        return kind + "_" + Convert.ToHexStringLower(mac[..16]);
    }

    /// <returns><c>note_</c> and 32 hex digits.</returns>
    public string Next(string kind)
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        return kind + "_" + Convert.ToHexStringLower(bytes);
    }

    /// <summary>A key of its own for a purpose, which follows from the deployment's.</summary>
    public byte[] KeyFor(string purpose) => HMACSHA256.HashData(leadKey, Encoding.UTF8.GetBytes("key-for:" + purpose));

    private void Fill(Span<byte> bytes)
    {
        if (random is null)
        {
            RandomNumberGenerator.Fill(bytes);
        }
        else
        {
            random(bytes);
        }
    }
}
