using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>The channels this host can tell people by, found by name.</summary>
public sealed class NotifierSet(IEnumerable<INotifier> notifiers)
{
    private readonly Dictionary<string, INotifier> _byName = notifiers.ToDictionary(notifier => notifier.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _byName.Keys;

    public INotifier? Find(string name) => _byName.GetValueOrDefault(name);
}
