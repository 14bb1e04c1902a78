using LeadFunctions.Http;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>The running system of one instance: what triggers call.</summary>
/// <param name="Services">Every use case, by its type.</param>
/// <param name="Tokens">What programs get for a function key.</param>
/// <param name="Playbooks">Told of versions that other instances publish.</param>
public sealed record World(Surface Surface, IServiceProvider Services, ILeadStore Leads, ServiceTokens Tokens, FollowPlaybooks Playbooks);
