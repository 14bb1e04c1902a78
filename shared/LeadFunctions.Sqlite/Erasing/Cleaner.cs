using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Erasing;

/// <summary>
/// Nothing that was deleted is left in the file or its log: looks through the file beside the writer, and has it wipe what it finds, a few pages at a time. Erasures
/// that come while one is looked through share the next.
/// </summary>
internal sealed class Cleaner(PageFile file, Writer writer)
{
    private const int PagesAtOnce = 128;

    /// <summary>Pages were written while they were read; the second look finds those.</summary>
    private const int Looks = 2;

    private const int MostTries = 600;
    private static readonly TimeSpan ReadersTake = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    /// <exception cref="StorageException">Readers held on to the log for too long, or the file cannot be written.</exception>
    public Task RunAsync()
    {
        lock (_lock)
        {
            return _next ??= AfterAsync(_running);
        }
    }

    private async Task AfterAsync(Task former)
    {
        await former.ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
        Task work;
        lock (_lock)
        {
            (_running, _next) = (work = Task.Run(CleanAsync), null);
        }

        await work.ConfigureAwait(false);
    }

    private async Task CleanAsync()
    {
        await WipeAsync([]).ConfigureAwait(false);
        if (!file.IsReadable)
        {
            await WipeAsync(null).ConfigureAwait(false);
            return;
        }

        for (var look = 0; look < Looks; look++)
        {
            foreach (var pages in file.Dirty(CancellationToken.None).Chunk(PagesAtOnce))
            {
                await WipeAsync(pages).ConfigureAwait(false);
            }
        }

        file.Flush();
    }

    private async Task WipeAsync(long[]? pages)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var item = new WipeItem(file, pages);
            writer.Submit(item);
            if (await item.Answer.ConfigureAwait(false))
            {
                return;
            }

            await Task.Delay(ReadersTake, TimeProvider.System).ConfigureAwait(false);
        }

        throw new StorageException("The log could not be emptied: something reads for too long.");
    }
}
