namespace LeadFunctions.Embedded.Hosting;

/// <summary>The store can go on no longer (a failed fsync): the process stops with code 3, so that whoever supervises it starts it again on what is truly on disk.</summary>
public sealed class FatalFault
{
    private IHostApplicationLifetime? _lifetime;

    public bool Happened { get; private set; }

    public void StopsWith(IHostApplicationLifetime lifetime) => _lifetime = lifetime;

    public void Raise(Exception cause)
    {
        Happened = true;
        Console.Error.WriteLine($"The store has failed and the process must start again: {cause.Message}");
        _lifetime?.StopApplication();
    }
}
