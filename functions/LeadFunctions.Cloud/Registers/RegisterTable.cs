using Azure;
using Azure.Data.Tables;
using LeadFunctions.Cosmos;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Registers;

/// <summary>
/// The registers in one table of Table Storage: partition = register, row = key, the value in parts of up to 32,000 characters. Every write is conditional, by the
/// ETag that was read. A write whose answer is lost may be repeated by the client and then looks refused; the store knows its own writes by what they carry.
/// </summary>
public sealed class RegisterTable(TableClient table) : IRegisterTable
{
    private const int MostPerPage = 1_000;

    public Task<TableRow?> GetAsync(string partition, string row, CancellationToken ct) => OrDownAsync(async () =>
        await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: ct) is { HasValue: true } found ? Of(found.Value!) : null);

    public Task<string?> InsertAsync(string partition, string row, IReadOnlyList<string> parts, CancellationToken ct) => OrDownAsync(
        async () => TagOf(await table.AddEntityAsync(Entity(partition, row, parts), ct)), refused: 409);

    public Task<string?> ReplaceAsync(string partition, string row, IReadOnlyList<string> parts, string etag, CancellationToken ct) => OrDownAsync(
        async () => TagOf(await table.UpdateEntityAsync(Entity(partition, row, parts), new ETag(etag), TableUpdateMode.Replace, ct)), 412, 404);

    public async Task<bool> DeleteAsync(string partition, string row, string etag, CancellationToken ct)
    {
        var answered = await OrDownAsync<Response>(async () => await table.DeleteEntityAsync(partition, row, new ETag(etag), ct), 412, 404);
        return answered is { Status: < 300 };
    }

    public async Task<IReadOnlyList<TableRow>> ListAsync(string partition, string? after, int limit, CancellationToken ct) => await OrDownAsync(async () =>
    {
        var filter = after is null
            ? TableClient.CreateQueryFilter($"PartitionKey eq {partition}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after}");
        var rows = new List<TableRow>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, Math.Clamp(limit, 1, MostPerPage), cancellationToken: ct))
        {
            rows.Add(Of(entity));
            if (rows.Count >= limit)
            {
                break;
            }
        }

        return rows;
    }) ?? [];

    public Task<string?> NextPartitionAsync(string? after, CancellationToken ct) => OrDownAsync(async () =>
    {
        var filter = after is null ? null : TableClient.CreateQueryFilter($"PartitionKey gt {after}");
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, 1, cancellationToken: ct))
        {
            return entity.PartitionKey;
        }

        return null;
    });

    private static TableEntity Entity(string partition, string row, IReadOnlyList<string> parts)
    {
        var entity = new TableEntity(partition, row);
        for (var place = 0; place < parts.Count; place++)
        {
            entity["P" + place] = parts[place];
        }

        return entity;
    }

    private static TableRow Of(TableEntity entity)
    {
        var parts = new List<string>();
        while (entity.TryGetValue("P" + parts.Count, out var part))
        {
            parts.Add((string)part);
        }

        return new TableRow(entity.RowKey, parts, entity.ETag.ToString());
    }

    private static string TagOf(Response response) => response.Headers.ETag?.ToString() ?? throw new StorageException("The registers gave no version.");

    /// <param name="refused">What means no.</param>
    /// <exception cref="StorageException">The service is not there, or nobody can tell what it did.</exception>
    private static async Task<T?> OrDownAsync<T>(Func<Task<T?>> call, params int[] refused)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException no) when (refused.Contains(no.Status))
        {
            return null;
        }
        catch (Exception down) when (down is RequestFailedException or IOException or AggregateException or Azure.Identity.AuthenticationFailedException)
        {
            throw new StorageException($"The registers do not answer: {(down as RequestFailedException)?.ErrorCode ?? down.GetType().Name}", down);
        }
    }
}
