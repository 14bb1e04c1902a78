using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Http.Auth;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>A host put together and not started: web, engine, playbooks, keys.</summary>
public sealed record EmbeddedApp(
    WebApplication Web, SqliteEngine Engine, PlaybookShelf Shelf, NewId Ids, IReadOnlyList<ApiKey> Keys, bool NewKeys, FatalFault Fatal) : IAsyncDisposable
{
    public Playbook Playbook => Shelf.Current.Playbook;

    /// <summary>0 after a clean stop, 3 after a fault that a restart may cure.</summary>
    public int ExitCode => Fatal.Happened ? 3 : 0;

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
