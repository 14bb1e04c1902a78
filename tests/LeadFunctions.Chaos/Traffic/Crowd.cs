using System.Collections.Concurrent;
using System.Globalization;

namespace LeadFunctions.Chaos.Traffic;

/// <summary>
/// The people of a whole run: new ones and ones who come back, looking at pages and filling in forms, some twice, some in parallel.
/// Each client goes on until it gets no answer; what stayed unanswered is sent again later in some of the cases.
/// </summary>
public sealed class Crowd(int seed)
{
    private const double ComesBack = 0.2;
    private const double SendsAgainLater = 0.6;

    private static readonly string[] Forms = ["demo", "demo", "demo", "contact", "whitepaper"];
    private static readonly string[] Pages = ["/pricing", "/product/tour", "/blog/first", "/about", "/features"];

    private readonly ConcurrentQueue<Submission> _unanswered = new();
    private int _people;
    private int _submissions;
    private int _clients;

    /// <summary>One browser after the other against a host, until <paramref name="ct"/> or the first request without an answer.</summary>
    public async Task ClientAsync(Sender sender, CancellationToken ct)
    {
        var random = new Random(seed + (7919 * Interlocked.Increment(ref _clients)));
        while (!ct.IsCancellationRequested)
        {
            if (!await VisitAsync(sender, random, ct))
            {
                return;
            }
        }
    }

    /// <summary>Sends again what got no answer and was chosen to be tried again.</summary>
    public async Task RetryAsync(Sender sender)
    {
        for (var left = _unanswered.Count; left > 0 && _unanswered.TryDequeue(out var submission); left--)
        {
            await sender.SendAsync(submission);
        }
    }

    private async Task<bool> VisitAsync(Sender sender, Random random, CancellationToken ct)
    {
        var person = Person.Number(random.NextDouble() < ComesBack && _people > 0 ? random.Next(_people) : Interlocked.Increment(ref _people));
        for (var look = random.Next(3); look > 0; look--)
        {
            if (!await SendAsync(sender, new Submission.Beacon(NextKey("b"), person, SomePages(random)), random))
            {
                return false;
            }
        }

        if (!await FillInAsync(sender, new Submission.Form(NextKey("f"), person, Forms[random.Next(Forms.Length)]), random))
        {
            return false;
        }

        await Task.Delay(random.Next(20), ct).ContinueWith(static _ => { }, TaskScheduler.Default);
        return random.Next(2) == 0 || await SendAsync(sender, new Submission.Beacon(NextKey("b"), person, SomePages(random)), random);
    }

    /// <summary>Mostly once; sometimes twice in a row or three times at once, as impatient people and retrying libraries do.</summary>
    private async Task<bool> FillInAsync(Sender sender, Submission.Form form, Random random)
    {
        if (random.Next(8) == 0)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => sender.SendAsync(form)));
            return Remember(form, answers.Max(), random);
        }

        return await SendAsync(sender, form, random) && (random.Next(5) != 0 || await SendAsync(sender, form, random));
    }

    private async Task<bool> SendAsync(Sender sender, Submission submission, Random random) =>
        Remember(submission, await sender.SendAsync(submission), random);

    private bool Remember(Submission submission, Reply reply, Random random)
    {
        if (reply == Reply.Unknown && random.NextDouble() < SendsAgainLater)
        {
            _unanswered.Enqueue(submission);
        }

        return reply != Reply.Unknown;
    }

    private static string[] SomePages(Random random) => [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Pages[random.Next(Pages.Length)])];

    private string NextKey(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{Interlocked.Increment(ref _submissions):D7}");
}
