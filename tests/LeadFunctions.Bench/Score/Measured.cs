using System.Diagnostics;

namespace LeadFunctions.Bench.Score;

/// <summary>Seconds of each round, bytes allocated by the last one, and the sum it came to.</summary>
internal sealed record Measured(double[] Seconds, long Bytes, long Checksum)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public double[] Rates(double each) => [.. Seconds.Select(second => each / second)];

    /// <summary>Rounds to warm up, a pause in which the just-in-time compiler puts its best code in place, then the measured rounds.</summary>
    public static Measured Of(int rounds, Func<long> run)
    {
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < WarmUp;)
        {
            run();
            Thread.Sleep(Pause);
        }

        var (seconds, checksum, bytes) = (new double[rounds], 0L, 0L);
        for (var round = 0; round < rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            checksum = run();
            seconds[round] = Stopwatch.GetElapsedTime(started).TotalSeconds;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return new(seconds, bytes, checksum);
    }

    public static long Sum<T>(T[] all, Func<T, long> score)
    {
        var sum = 0L;
        foreach (var one in all)
        {
            sum += score(one);
        }

        return sum;
    }
}
