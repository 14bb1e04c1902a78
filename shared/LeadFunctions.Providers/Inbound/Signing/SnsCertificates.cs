using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LeadFunctions.Providers.Inbound.Signing;

/// <summary>SNS's certificates by their address, fetched once. Few are ever in use; whoever names many different ones makes us fetch only a few.</summary>
internal sealed class SnsCertificates(Func<Uri, CancellationToken, Task<string?>> fetch) : IDisposable
{
    private const int MostFetches = 10;
    private static readonly TimeSpan Per = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, X509Certificate2> _known = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _fetches = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    /// <returns>Null when it cannot be had now.</returns>
    public async ValueTask<X509Certificate2?> GetAsync(Uri address, DateTimeOffset now, CancellationToken ct)
    {
        if (_known.TryGetValue(address.AbsoluteUri, out var known))
        {
            return known;
        }

        await _one.WaitAsync(ct);
        try
        {
            return _known.TryGetValue(address.AbsoluteUri, out known) ? known : await FetchAsync(address, now, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    private async ValueTask<X509Certificate2?> FetchAsync(Uri address, DateTimeOffset now, CancellationToken ct)
    {
        while (_fetches.TryPeek(out var oldest) && oldest <= now - Per)
        {
            _fetches.Dequeue();
        }

        if (_fetches.Count >= MostFetches)
        {
            return null;
        }

        _fetches.Enqueue(now);
        try
        {
            return await fetch(address, ct) is { } pem ? _known[address.AbsoluteUri] = X509Certificate2.CreateFromPem(pem) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
