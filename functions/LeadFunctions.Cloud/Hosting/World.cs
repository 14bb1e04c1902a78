using LeadFunctions.Http;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>The running system of one instance: what triggers call.</summary>
/// <param name="Services">Every use case, by its type.</param>
/// <param name="Tokens">What programs get for a function key.</param>
/// <param name="Sweep">Finishes commits that a crashed instance left; says how many.</param>
/// <param name="Playbooks">Told of versions that other instances publish.</param>
public sealed record World(
    Surface Surface, IServiceProvider Services, ILeadStore Leads, ServiceTokens Tokens, Func<CancellationToken, Task<int>> Sweep, FollowPlaybooks Playbooks);

/// <summary>Where an instance keeps things and by what it sends them on.</summary>
public sealed record StoreAndQueue(ILeadStore Leads, IMessageQueue Queue, Func<CancellationToken, Task<int>> Sweep, EraseStored Erase);
