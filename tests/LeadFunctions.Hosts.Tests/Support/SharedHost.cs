namespace LeadFunctions.Hosts.Tests.Support;

/// <summary>One host for a class of many small cases.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public TestHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await TestHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}

/// <summary>A body whose length is not known beforehand, so that it goes out in chunks.</summary>
public sealed class Unannounced(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;
}
