using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LeadFunctions.Http.Limits;

/// <summary>The tables of <see cref="LimitOptions"/>, and how a caller becomes a key. IPv6 counts by its /64: one customer has a whole one.</summary>
public sealed class RateLimits(LimitOptions limits)
{
    private readonly RateTable _forms = new(limits.FormsPerAddress);
    private readonly RateTable _form = new(limits.PostsPerForm, 1 << 10);
    private readonly RateTable _visitors = new(limits.BeaconsPerVisitor, 1 << 16);
    private readonly RateTable _beacons = new(limits.BeaconsPerAddress);
    private readonly RateTable _wrongKeys = new(limits.WrongKeysPerAddress);

    private readonly RateTable _testSends = new(limits.TestSendsPerPerson, 1 << 10);

    public TimeSpan TestSendBy(string person, DateTimeOffset now) => _testSends.Take(KeyOf(person), now.UtcTicks);

    public TimeSpan FormFrom(IPAddress? peer, DateTimeOffset now) => _forms.Take(KeyOf(peer), now.UtcTicks);

    public TimeSpan PostTo(string form, DateTimeOffset now) => _form.Take(KeyOf(form), now.UtcTicks);

    public TimeSpan BeaconFrom(IPAddress? peer, DateTimeOffset now) => _beacons.Take(KeyOf(peer), now.UtcTicks);

    public TimeSpan BeaconOf(string visitorId, DateTimeOffset now) => _visitors.Take(KeyOf(visitorId), now.UtcTicks);

    public TimeSpan WrongKeyFrom(IPAddress? peer, DateTimeOffset now) => _wrongKeys.Take(KeyOf(peer), now.UtcTicks);

    // string.GetHashCode and HashCode are seeded per process, so nobody can aim at another one's row. Never 0, the key of an empty slot.
    private static long KeyOf(string text) =>
        ((long)string.GetHashCode(text.AsSpan(0, text.Length / 2)) << 32) | (uint)string.GetHashCode(text.AsSpan(text.Length / 2)) | 1;

    private static long KeyOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var written = 0;
        if (address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        _ = address?.TryWriteBytes(bytes, out written);
        var network = MemoryMarshal.Read<long>(bytes);
        return ((long)HashCode.Combine(network, written) << 32) | (uint)HashCode.Combine(written, network, 1) | 1;
    }
}
