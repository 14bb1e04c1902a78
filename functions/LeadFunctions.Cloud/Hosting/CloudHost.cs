namespace LeadFunctions.Cloud.Hosting;

/// <summary>
/// Opens the world at the first call and keeps it. Starting does no I/O: the host gives a worker five seconds between a request and its invocation, and a store
/// that is slow then would show as a failed request. An opening that fails is tried again by the next call.
/// </summary>
/// <param name="open">Reads what the world is made of: the deployment's key, the playbooks.</param>
public sealed class CloudHost(Func<CancellationToken, Task<World>> open)
{
    private readonly Lock _lock = new();
    private Task<World>? _world;

    public async Task<World> OpenAsync(CancellationToken ct)
    {
        var world = await Opening().WaitAsync(ct);
        await world.Playbooks.FollowAsync(ct);
        return world;
    }

    private Task<World> Opening()
    {
        lock (_lock)
        {
            // Not with the caller's token: others wait for it too.
            return _world is null or { IsFaulted: true } or { IsCanceled: true } ? _world = open(CancellationToken.None) : _world;
        }
    }
}
