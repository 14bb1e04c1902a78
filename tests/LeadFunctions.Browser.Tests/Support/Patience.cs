using System.Runtime.CompilerServices;
using Microsoft.Playwright;

// Browsers and hosts of several classes at once would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace LeadFunctions.Browser.Tests.Support;

/// <summary>How long a test waits for what must come. Nobody waits that long unless the machine is very busy or something is broken.</summary>
public static class Patience
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [ModuleInitializer]
    internal static void Expect() => Assertions.SetDefaultExpectTimeout((float)Long.TotalMilliseconds);
}
