using LeadFunctions.Chaos.Hosts;

namespace LeadFunctions.Chaos.Power;

/// <summary>How much of what was written after the last fsync the disk still took.</summary>
public enum Tear
{
    /// <summary>Nothing.</summary>
    Clean,

    /// <summary>The first sectors, in order.</summary>
    Prefix,

    /// <summary>Any sectors: a disk writes in the order it likes.</summary>
    Sectors,
}

/// <summary>Makes the folder that a machine would find after the power came back.</summary>
public static class PowerCut
{
    private const int Sector = 512;
    private const string Durable = ".durable";

    /// <summary>
    /// Database and log as they were synced, torn as asked; the keys; and the outbox, which is the outside world and forgets nothing.
    /// Lock, shared memory and everything else is gone.
    /// </summary>
    /// <returns>How many sectors were written and not synced when the power went.</returns>
    public static int Apply(DataFolder before, DataFolder after, Tear tear, Random random)
    {
        var unsynced = 0;
        Directory.CreateDirectory(after.Path);
        foreach (var synced in Directory.EnumerateFiles(before.Path, "*" + Durable).Where(IsStore))
        {
            var live = synced[..^Durable.Length];
            var (disk, written) = (File.ReadAllBytes(synced), File.ReadAllBytes(live));
            unsynced += DirtySectors(disk, written).Count;
            var content = Torn(disk, written, tear, random);
            var file = Path.Combine(after.Path, Path.GetFileName(live));
            File.WriteAllBytes(file, content);

            // What the disk holds now is what it holds until the next fsync.
            File.WriteAllBytes(file + Durable, content);
        }

        File.Copy(before.Keys, after.Keys);
        if (Directory.Exists(before.Outbox))
        {
            Directory.Move(before.Outbox, after.Outbox);
        }

        return unsynced;
    }

    /// <param name="synced">What is surely on disk.</param>
    /// <param name="live">What the process had written.</param>
    public static byte[] Torn(byte[] synced, byte[] live, Tear tear, Random random)
    {
        var dirty = tear == Tear.Clean ? [] : DirtySectors(synced, live);
        var kept = tear == Tear.Prefix ? dirty.Take(random.Next(dirty.Count + 1)) : dirty.Where(_ => random.Next(2) == 0);
        var disk = synced.ToList();
        foreach (var sector in kept)
        {
            var (start, end) = (sector * Sector, Math.Min((sector + 1) * Sector, live.Length));
            disk.AddRange(new byte[Math.Max(0, end - disk.Count)]);
            for (var at = start; at < end; at++)
            {
                disk[at] = live[at];
            }
        }

        // The new length of a file that was cut short may have reached the disk, or not.
        var wasCut = tear != Tear.Clean && live.Length < synced.Length && random.Next(2) == 0;
        return [.. wasCut ? disk.Take(live.Length) : disk];
    }

    private static List<int> DirtySectors(byte[] synced, byte[] live)
    {
        var dirty = new List<int>();
        for (var start = 0; start < live.Length; start += Sector)
        {
            var end = Math.Min(start + Sector, live.Length);
            if (end > synced.Length || !live.AsSpan(start, end - start).SequenceEqual(synced.AsSpan(start, end - start)))
            {
                dirty.Add(start / Sector);
            }
        }

        return dirty;
    }

    private static bool IsStore(string synced) =>
        synced.EndsWith(".db" + Durable, StringComparison.Ordinal) || synced.EndsWith("-wal" + Durable, StringComparison.Ordinal);
}
