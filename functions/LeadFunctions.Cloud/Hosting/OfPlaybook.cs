using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>Something made of the playbook in force, and made anew when another one comes into force: nobody restarts an app for that here.</summary>
public sealed class OfPlaybook<T>(PlaybookShelf shelf, Func<Playbook, T> make)
{
    private readonly Lock _lock = new();
    private (string Version, T Made)? _last;

    public T Current
    {
        get
        {
            var now = shelf.Current;
            lock (_lock)
            {
                _last = _last is { } last && last.Version == now.Version ? last : (now.Version, make(now.Playbook));
                return _last.Value.Made;
            }
        }
    }
}

/// <summary>A channel as the playbook in force has it.</summary>
public sealed class CurrentNotifier(string name, OfPlaybook<INotifier> channel) : INotifier
{
    public string Name => name;

    public bool Deduplicates => channel.Current.Deduplicates;

    public bool Interrupts => channel.Current.Interrupts;

    public Task<NotifyResult> SendAsync(Notification notification, CancellationToken ct) => channel.Current.SendAsync(notification, ct);
}

/// <summary>Where companies are looked up, as the playbook in force has it.</summary>
public sealed class CurrentEnricher(OfPlaybook<IEnricher> enricher) : IEnricher
{
    public string Name => enricher.Current.Name;

    public Task<EnrichmentResult> LookUpAsync(string domain, CancellationToken ct) => enricher.Current.LookUpAsync(domain, ct);
}
