using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using LeadFunctions.UseCases.Playbooks.Learning;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Http;

/// <summary>
/// What takes a while, as lines of JSON while it goes on: <c>{"read":100,"of":2000}</c> again and again, and one last <c>{"result":…}</c> or <c>{"problem":…}</c>.
/// The work never waits for whoever reads the lines, and ends soon when nobody does any more.
/// </summary>
internal static class ProgressLines
{
    public const string Type = "application/x-ndjson";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static bool AskedFor(HttpRequest request) => request.Headers.Accept.Any(types => types?.Contains(Type, StringComparison.OrdinalIgnoreCase) == true);

    /// <param name="work">Its answer becomes the last line; it is over when that is there, or when it was cancelled and has returned.</param>
    public static Answer Of(Call call, string what, Func<Action<ReadSoFar>, CancellationToken, Task<Answer>> work) =>
        new Answer(StatusCodes.Status200OK, Type, default) { Write = (to, ct) => WriteAsync(to, (progress, stop) => SafelyAsync(call, what, () => work(progress, stop), stop), ct) }
            // Or a proxy in between may keep the lines until there are many.
            .With("X-Accel-Buffering", "no");

    private static async Task WriteAsync(Stream to, Func<Action<ReadSoFar>, CancellationToken, Task<Answer>> work, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // Only the latest: a slow reader gets fewer lines, not later ones.
        var latest = Channel.CreateBounded<ReadSoFar>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var running = work(read => latest.Writer.TryWrite(read), stop.Token);
        _ = running.ContinueWith(_ => latest.Writer.Complete(), TaskScheduler.Default);
        try
        {
            await LinesAsync(to, latest.Reader, running, ct);
        }
        catch (Exception e) when (ct.IsCancellationRequested || e is IOException)
        {
            // Nobody is there to read on.
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task LinesAsync(Stream to, ChannelReader<ReadSoFar> latest, Task<Answer> running, CancellationToken ct)
    {
        var told = new ReadSoFar(0, null);
        await LineAsync(to, writer => Write(writer, told), ct);
        await foreach (var read in latest.ReadAllAsync(ct))
        {
            // Those who report do so at once, so the latest is not always the highest.
            if (read.Read > told.Read)
            {
                told = read;
                await LineAsync(to, writer => Write(writer, told), ct);
                await Task.WhenAny(running, Task.Delay(Pause, ct));
            }
        }

        var answer = await running;
        await LineAsync(
            to,
            writer =>
            {
                writer.WritePropertyName(answer.Status < 400 ? "result"u8 : "problem"u8);
                writer.WriteRawValue(answer.Body.Span);
            },
            ct);
    }

    /// <summary>What breaks on the way is a problem as it would be before it; what is cancelled stays so.</summary>
    private static async Task<Answer> SafelyAsync(Call call, string what, Func<Task<Answer>> work, CancellationToken ct)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            var problem = Dispatch.ProblemOf(e);
            call.Surface.Log.LogError(e, "{Route} failed on the way", what);
            HttpMeters.Problems.Add(1, new("route", what), new("status", problem.Kind.Status));
            return problem.ToAnswer();
        }
    }

    private static void Write(Utf8JsonWriter writer, ReadSoFar read)
    {
        writer.WriteNumber("read"u8, read.Read);
        if (read.Of is { } all)
        {
            writer.WriteNumber("of"u8, all);
        }
    }

    private static async Task LineAsync(Stream to, Action<Utf8JsonWriter> members, CancellationToken ct)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        await to.WriteAsync(buffer.WrittenMemory, ct);
        await to.FlushAsync(ct);
    }
}
