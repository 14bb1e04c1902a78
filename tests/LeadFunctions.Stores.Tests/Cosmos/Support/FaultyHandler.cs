using System.Net;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>What goes wrong with one request.</summary>
/// <param name="Applied">It was done all the same.</param>
internal sealed record Fault(int Status, bool Applied = false);

/// <summary>Stands between the SDK and the server and makes requests for documents fail as told.</summary>
internal sealed class FaultyHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Null: nothing goes wrong with this one.</summary>
    public Func<HttpRequestMessage, Fault?> Faults { get; set; } = _ => null;

    public int Happened { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal) || Faults(request) is not { } fault)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        Happened++;
        if (fault.Applied)
        {
            using var done = await base.SendAsync(request, cancellationToken);
        }

        var answer = new HttpResponseMessage((HttpStatusCode)fault.Status) { ReasonPhrase = "Fault", RequestMessage = request, Content = new StringContent("""{"code":"fault","message":"injected"}""") };
        if (fault.Status == 429)
        {
            answer.Headers.Add("x-ms-retry-after-ms", "3");
        }

        return answer;
    }
}
