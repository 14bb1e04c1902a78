using LeadFunctions.Http;
using LeadFunctions.Sqlite;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>A host put together and not started: web, engine, keys.</summary>
public sealed record EmbeddedApp(WebApplication Web, SqliteEngine Engine, IReadOnlyList<ApiKey> Keys, bool NewKeys) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
